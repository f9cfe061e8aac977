package dev.tally.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of the packaged program that ran to its end.
 *
 * @param output what it wrote to the standard output
 * @param errors what it wrote to the standard error
 */
public record PackagedCommand(int exitCode, String output, String errors) {
    private static final int TIMEOUT_SECONDS = 120;

    /**
     * Runs it in the form of the program that is under test.
     *
     * @param folder where it runs
     * @param settings its environment variables; none of ours reach it
     */
    public static PackagedCommand run(Path folder, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Packaging.underTest().command());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "command", ".out");
        Path errors = Files.createTempFile(folder, "command", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(TALLY|QUARKUS|MP|SMALLRYE|OTEL)_.*"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the command does not end: " + String.join(" ", arguments));
            }
            return new PackagedCommand(
                    process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }
}
