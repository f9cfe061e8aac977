package dev.tally.ops.embedded;

import dev.tally.http.Sha256;
import dev.tally.ops.StartFailure;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, unpacked once from the archive on the class path. */
final class PostgresPrograms {
    private static final int DIGEST_LENGTH_CHARACTERS = 12;

    private PostgresPrograms() {}

    /**
     * Unpacks below {@code folder} unless an earlier run did.
     *
     * @return the folder that has {@code bin/postgres}; another archive gets another one
     * @throws StartFailure if there is no PostgreSQL for this kind of machine
     */
    static Path unpackedIn(Path folder) throws IOException {
        byte[] archive = archive();
        Path home = folder.resolve("programs-" + digest(archive));
        if (Files.exists(home)) {
            return home;
        }
        Path unfinished = folder.resolve("programs-unfinished");
        Folders.delete(unfinished);
        unpack(archive, unfinished);
        return Files.move(unfinished, home);
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        String family = system.startsWith("Windows") ? "Windows" : system.startsWith("Mac") ? "Darwin" : system;
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                family, "amd64".equals(machine) ? "x86_64" : machine.toLowerCase(Locale.ROOT))) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) {
            throw new StartFailure(
                    "there is no embedded PostgreSQL for " + system + " on " + machine + ": set TALLY_DATABASE_URL", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    unpack(entry, tar, path);
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        if (path.getParent().endsWith("bin") && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + path + " executable");
        }
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes)).substring(0, DIGEST_LENGTH_CHARACTERS);
    }
}
