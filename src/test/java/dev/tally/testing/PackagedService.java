package dev.tally.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The service as its users run it: in a process of its own, which can be killed and started again on the same port. It does not outlive the JVM that started it. Not thread-safe, but for {@link #isReady()}.
 */
public final class PackagedService implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final int LAST_LINES = 40;

    private final ProcessBuilder builder;
    private final Path log;
    private final URI url;
    private final ServiceClient management;
    private volatile Process process;

    private PackagedService(ProcessBuilder builder, Path log, URI url, URI management) {
        this.builder = builder;
        this.log = log;
        this.url = url;
        this.management = new ServiceClient(management, "");
    }

    /**
     * A service in the form that is under test, which is not started yet.
     *
     * @param folder where it runs and writes its log
     * @param settings its environment variables; none of ours reach it, its ports are chosen, and it stops without delay
     *     unless they say otherwise
     */
    public static PackagedService in(Path folder, Map<String, String> settings) {
        return in(folder, settings, Packaging.underTest());
    }

    /** As {@link #in(Path, Map)}, in a form of choice. */
    public static PackagedService in(Path folder, Map<String, String> settings, Packaging packaging) {
        int port = Ports.free();
        int managementPort = Ports.free();
        Path log = folder.resolve("service-" + port + ".log");
        ProcessBuilder builder = new ProcessBuilder(packaging.command())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.matches("(TALLY|QUARKUS|MP|SMALLRYE|OTEL)_.*"));
        builder.environment().put("TALLY_PORT", Integer.toString(port));
        builder.environment().put("TALLY_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().put("TALLY_SHUTDOWN_DELAY", "0S");
        builder.environment().putAll(settings);
        PackagedService service = new PackagedService(
                builder, log, URI.create("http://127.0.0.1:" + port), URI.create("http://127.0.0.1:" + managementPort));
        Runtime.getRuntime().addShutdownHook(new Thread(service::kill));
        return service;
    }

    public URI url() {
        return url;
    }

    /** Where its health and metrics are. */
    public URI management() {
        return management.service();
    }

    /** Starts the process, and starts it again if it ends, until it is ready. */
    public void start(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!isReady()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the service does not start:\n" + lastLines());
            }
            if (process == null || !process.isAlive()) {
                launch();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        try {
            Process running = process;
            return running != null
                    && running.isAlive()
                    && management.get("/q/health/ready").isOk();
        } catch (IOException e) {
            return false;
        }
    }

    /** How much CPU it has used. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Of the running process. */
    public long pid() {
        return process.pid();
    }

    /** Starts the process, and returns at once. */
    public void launch() {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a power failure would: nothing of it runs any more. */
    public void kill() {
        end(process, false);
    }

    /** Asks it to stop; kills it if it does not. */
    @Override
    public void close() {
        end(process, true);
    }

    /** Asks it to stop, and returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** The code with which it ended; fails if it does not end in time. */
    public int exitCode(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the service does not end:\n" + lastLines());
        }
        return process.exitValue();
    }

    /** Where it is, and whether its process runs; with which code it ended, if it does not. */
    public String state() {
        Process last = process;
        String state =
                last == null ? "not started" : last.isAlive() ? "running" : "ended with code " + last.exitValue();
        return url + " " + state;
    }

    /** All of its log. */
    public List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** The end of its log. */
    public String lastLines() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process, boolean gently) {
        if (process == null) {
            return;
        }
        try {
            if (gently) {
                process.destroy();
                process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            }
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
