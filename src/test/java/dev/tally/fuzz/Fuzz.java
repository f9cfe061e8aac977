package dev.tally.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;

/** The program of {@code make fuzz}; {@link Options} says what it can be told. */
public final class Fuzz {
    private static final int REQUESTS = 20_000;

    private Fuzz() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "fuzz-");
        try {
            new FuzzRun(Options.ofSystemProperties(REQUESTS)).run(folder.toAbsolutePath());
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
