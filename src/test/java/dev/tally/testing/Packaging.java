package dev.tally.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the service was packaged as.
 *
 * @param command runs it
 */
public record Packaging(List<String> command) {
    private static final String EXECUTABLE = "native.image.path";

    public Packaging {
        command = List.copyOf(command);
    }

    /** Whether the native executable is tested, and not the service in this JVM or the jar. */
    static boolean isNative() {
        return System.getProperty(EXECUTABLE) != null;
    }

    /** The native executable where there is one to test, else the jar, with these options for its JVM. */
    static Packaging underTest(List<String> options) {
        return isNative() ? executable() : jar(options);
    }

    /** In a JVM of the version that this one has. */
    public static Packaging jar(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(existing(Path.of("target/quarkus-app/quarkus-run.jar")));
        return new Packaging(command);
    }

    /** The native executable that the system property {@code native.image.path} names. */
    public static Packaging executable() {
        return new Packaging(List.of(existing(Path.of(System.getProperty(EXECUTABLE)))));
    }

    private static String existing(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing: package it first");
        }
        return file.toAbsolutePath().toString();
    }
}
