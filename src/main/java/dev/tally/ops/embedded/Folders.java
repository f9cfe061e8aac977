package dev.tally.ops.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK has for files only, for folders with all that is in them. */
final class Folders {
    private Folders() {}

    static void delete(Path folder) throws IOException {
        for (Path path : contents(folder)) {
            Files.delete(path);
        }
    }

    /** Gives everything to the user with this number. */
    static void give(Path folder, int userId) throws IOException {
        for (Path path : contents(folder)) {
            Files.setAttribute(path, "unix:uid", userId, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Children before their parents; empty if there is no such folder. */
    private static List<Path> contents(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
