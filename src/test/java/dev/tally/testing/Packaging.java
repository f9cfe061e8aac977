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
    private static final int USUAL_HEAP_MIB = 256;

    public Packaging {
        command = List.copyOf(command);
    }

    /** Whether the native executable is tested, and not the service in this JVM or the jar. */
    public static boolean isNative() {
        return System.getProperty(EXECUTABLE) != null;
    }

    /** The native executable where there is one to test, else the jar; small, so that many fit on a machine. */
    static Packaging underTest() {
        return underTest(USUAL_HEAP_MIB);
    }

    /** As {@link #underTest()}, with a heap of so much where it is the jar; its JVM is soon up rather than fast. */
    public static Packaging underTest(int heapMib) {
        return isNative()
                ? executable()
                : jar(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + heapMib + "m"));
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
