package dev.tally.bench;

import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from the start of the process to the first good answer to a summary. Until something listens, only that is
 * tried: a client's request that fails takes as much of a processor as a good part of the start that it is to measure.
 */
record FirstAnswer(PackagedService service, ServiceClient client, String path) {
    private static final Duration POLL = Duration.ofMillis(1);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int OK = 200;

    /** In milliseconds; the service is running afterwards. */
    double measureMs() throws IOException {
        long start = System.nanoTime();
        service.launch();
        while (status() != OK) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                throw new IllegalStateException("no answer:\n" + service.lastLines());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** 0 while nobody listens. */
    private int status() throws IOException {
        return isListening() ? client.get(path).status() : 0;
    }

    private boolean isListening() throws IOException {
        URI url = service.url();
        try (Socket probe = new Socket(url.getHost(), url.getPort())) {
            return probe.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }
}
