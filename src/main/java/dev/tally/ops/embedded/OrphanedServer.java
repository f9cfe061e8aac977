package dev.tally.ops.embedded;

import dev.tally.ops.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A PostgreSQL server that outlived the service that started it. */
record OrphanedServer(ProcessHandle process) {
    private static final Duration POLL = Duration.ofMillis(100);

    /** The one that PostgreSQL's own file names in its first line, unless that number is no server's any more. */
    static Optional<OrphanedServer> named(List<String> pidFile) {
        return pidFile.stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .flatMap(number -> ProcessHandle.of(Long.parseLong(number)))
                .map(OrphanedServer::new)
                .filter(OrphanedServer::runs);
    }

    /**
     * Ends it the hard way if asking did not help: two servers on the same data would destroy them. Root can end so what it
     * can only start by pretending not to be root.
     *
     * @throws StartFailure if it does not end in time
     */
    void end(int timeoutSeconds) {
        process.destroy();
        long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
        while (runs()) {
            if (System.nanoTime() > deadline) {
                throw new StartFailure(
                        "an earlier PostgreSQL, process " + process.pid() + ", still uses the data folder");
            }
            pause();
        }
    }

    /** A dead process that nobody took note of still has a number, but no command. */
    private boolean runs() {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> Path.of(command).getFileName().toString())
                        .filter(program -> program.startsWith("postgres"))
                        .isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while an earlier PostgreSQL ended", e);
        }
    }
}
