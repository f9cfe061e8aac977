package dev.tally.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A stand-in for the archive of a Maven: each of its programs only says its arguments. */
final class Distribution {
    private Distribution() {}

    static byte[] of(String... programs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String program : programs) {
                zip.putNextEntry(new ZipEntry(program));
                zip.write(("#!/bin/sh\n" + saying("pinned Maven")).getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The shell command that says {@code name: [argument] [argument]}. */
    static String saying(String name) {
        return "printf '" + name + ":'; printf ' [%s]' \"$@\"";
    }

    static String sha512(byte[] archive) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(archive));
    }
}
