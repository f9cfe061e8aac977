package dev.tally.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
    private static final int EVENTS = 4_000;

    public static class Slow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.limits.events", "1000/second");
        }
    }

    /**
     * The first thousand is paid for, and the second begins with the first event that is. The third then begins when 2,000 are
     * paid off, and the fourth when 3,000 are, of which 1,000 were to begin with: 2 seconds, or more on a busy machine.
     */
    @Test
    void isReadWholeAndNoFasterThanThat() {
        Posting post = Posting.toNewTeam();
        String lines = IntStream.range(0, EVENTS)
                .mapToObj("{\"id\":\"e%d\"}"::formatted)
                .collect(Collectors.joining("\n"));
        long begun = System.nanoTime();

        post.lines(lines).statusCode(200).body("recorded", equalTo(EVENTS));

        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertFalse(taken.compareTo(Duration.ofSeconds(2)) < 0, taken.toString());
        assertEquals(EVENTS, new StoredRows().count("usage_event", post.account()));
    }
}
