package dev.tally.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.AccessResource;
import dev.tally.testing.RawAnswer;
import dev.tally.testing.RawConnection;
import dev.tally.testing.TestAccount;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A body may take its time, but must not stop. */
@QuarkusTest
@TestProfile(PausedBodiesTest.ShortPatience.class)
class PausedBodiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** {@code tally.http.max-body-pause=1S}. */
    public static final class ShortPatience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.http.max-body-pause", "1S");
        }
    }

    @TestHTTPResource
    URI service;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"/v1/events, application/json", "/v1/events, application/x-ndjson", "/v1/accounts, application/json"})
    void whoSendsNothingMoreIsLeft(String path, String type) throws IOException {
        String key = path.equals("/v1/events") ? TestAccount.team().key("ingest") : AccessResource.ADMINISTRATOR_KEY;
        try (RawConnection connection = new RawConnection(service, PATIENCE)) {
            connection.send((head(path, key, type) + "Content-Length: 1000\r\n\r\n{").getBytes(UTF_8));

            assertEquals(Optional.empty(), connection.answer());
        }
    }

    @Test
    void whoGoesOnIsListenedTo() throws Exception {
        String key = TestAccount.team().key("ingest");
        try (RawConnection slow = new RawConnection(service, PATIENCE);
                RawConnection silent = new RawConnection(service, PATIENCE)) {
            String head = head("/v1/events", key, "application/x-ndjson") + "Transfer-Encoding: chunked\r\n\r\n";
            slow.send(head.getBytes(UTF_8));
            silent.send(head.getBytes(UTF_8));
            Future<Optional<RawAnswer>> left = threads.submit(silent::answer);
            int lines = 0;
            while (!isDone(left)) {
                lines++;
                slow.send(chunk("{\"id\":\"slow-" + lines + "\"}\n"));
            }
            assertEquals(Optional.empty(), left.get());
            slow.send("0\r\n\r\n".getBytes(UTF_8));

            RawAnswer answer = slow.answer().orElseThrow();
            assertEquals(200, answer.status());
            assertTrue(answer.text().contains("\"recorded\":" + lines), answer::text);
        }
    }

    /** Looks after a moment in which a slow client says nothing. */
    private static boolean isDone(Future<?> other) throws Exception {
        try {
            other.get(100, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static String head(String path, String key, String type) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + key + "\r\nContent-Type: " + type + "\r\n";
    }

    private static byte[] chunk(String text) {
        return (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }
}
