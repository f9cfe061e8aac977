package dev.tally.ops;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** A text file that only its owner can read, from the moment it exists. */
public final class SecretFile {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFile() {}

    /** Writes it whole or not at all, in place of any earlier one. */
    public static void write(Path path, String text) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        FileStore store = Files.getFileStore(path.toAbsolutePath().getParent());
        if (store.supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.createFile(unfinished, OWNER_ONLY);
        } else {
            Files.createFile(unfinished);
        }
        Files.writeString(unfinished, text, StandardOpenOption.WRITE);
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
