package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A stream that brings more than its account may send at a time. */
@QuarkusTest
@TestProfile(PacedStreamTest.Slow.class)
class PacedStreamTest {
    /** Lines are stored by the thousand. */
    private static final int EVENTS = 3_000;

    public static class Slow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.limits.events", "400/second", "tally.http.max-body-pause", "1S");
        }
    }

    /**
     * The first thousand begins at once, the second when it is paid off, and the third when 2,000 are, of which 400 were to
     * begin with: 1,600 at 400 a second are 4 seconds, or more on a busy machine. That is longer than a client may pause, but
     * it is not the client that does.
     */
    @Test
    void isReadWholeAndNoFasterThanThat() {
        Posting post = Posting.toNewTeam();
        String lines = lines();
        long begun = System.nanoTime();

        post.lines(lines).statusCode(200).body("recorded", equalTo(EVENTS));

        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertFalse(taken.compareTo(Duration.ofSeconds(4)) < 0, taken.toString());
        assertEquals(EVENTS, new StoredRows().count("usage_event", post.account()));
    }

    /** Nor does the account pay for what the administrator brings: 6,000 events would take 13 seconds. */
    @Test
    void theAdministratorIsNotLimited() {
        TestAccount account = TestAccount.team();
        for (int i = 0; i < 2; i++) {
            TestAccount.asAdministrator()
                    .header("X-Tally-Account", account.id())
                    .contentType(EventsResource.NDJSON)
                    .body(lines().getBytes(UTF_8))
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Remaining", nullValue());
        }

        Posting.of(account).json("{\"id\":\"own\"}").statusCode(200);
    }

    private static String lines() {
        return IntStream.range(0, EVENTS)
                .mapToObj("{\"id\":\"e%d\"}"::formatted)
                .collect(Collectors.joining("\n"));
    }
}
