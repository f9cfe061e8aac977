package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.Patience;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that send a body and never end it hold memory, and no more than there is. */
@QuarkusTest
@TestProfile(BodyMemoryTest.LittleMemory.class)
class BodyMemoryTest {
    private static final int MEBIBYTE = 1 << 20;

    @Inject
    BodyMemory memory;

    @TestHTTPResource("/v1/events")
    URI events;

    @Test
    void anAccountHoldsHalfOfTheMemoryAndGivesItBack() throws IOException {
        Posting slow = Posting.toNewTeam();
        Posting other = Posting.toNewTeam();
        try (Socket first = begin(slow, MEBIBYTE / 2);
                Socket second = begin(slow, MEBIBYTE / 4)) {
            Patience.until(() -> memory.heldBytes() == MEBIBYTE / 2 + MEBIBYTE / 4);

            slow.json("[" + " ".repeat(MEBIBYTE / 2) + "]")
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1");
            slow.json("{\"id\":\"small\"}").statusCode(200);
            other.json("{\"id\":\"a\"}" + " ".repeat(MEBIBYTE / 2))
                    .statusCode(200)
                    .body("recorded", equalTo(1));
        }
        Patience.until(() -> memory.heldBytes() == 0);

        slow.json("{\"id\":\"a\"}" + " ".repeat(MEBIBYTE / 2)).statusCode(200).body("recorded", equalTo(1));
        assertEquals(0, memory.heldBytes());
    }

    /** A body of which so many bytes come, and then nothing. */
    private Socket begin(Posting post, int bytes) throws IOException {
        Socket socket = new Socket(events.getHost(), events.getPort());
        String head = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + post.key() + "\r\nContent-Length: " + 8 * MEBIBYTE + "\r\n\r\n";
        socket.getOutputStream().write((head + " ".repeat(bytes)).getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    public static class LittleMemory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.ingest.max-held-size", "2M");
        }
    }
}
