package dev.tally.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.AccessResource;
import dev.tally.testing.ServiceClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever events come in, in whatever order and however often, whatever is rolled meanwhile, and whatever is asked: the
 * answer over HTTP is the one that the {@link Oracle} computes. {@code -Doracle.seed=…} repeats a run,
 * {@code -Doracle.rounds=…} sets its length.
 */
@QuarkusTest
@TestProfile(OracleTest.SmallRolls.class)
class OracleTest {
    private static final int ROUNDS = Integer.getInteger("oracle.rounds", 40);
    private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());

    /** A roll takes several transactions, between which questions are asked. */
    public static final class SmallRolls implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.roll.max-events", "20", "tally.roll.max-sums", "40", "tally.roll.max-units", "5");
        }
    }

    private final LongAdder cellsRead = new LongAdder();

    @TestHTTPResource
    URI service;

    @Test
    void answersEqualTheNaiveComputation() {
        JqwikSession.run(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                round(SEED + round).play();
            }
        });
        assertTrue(cellsRead.sum() > 0, "something was answered from cells");
    }

    /** Three of four calls are measured. */
    @ParameterizedTest(name = "{0} events")
    @ValueSource(ints = {1300, 1340, 3000})
    void percentilesAreExactUpToAThousandDurationsAndNearEnoughBeyond(int events) {
        JqwikSession.run(() -> round(SEED + events).playCrowd(events));
    }

    private Round round(long seed) {
        return new Round(List.of(new ServiceClient(service, AccessResource.ADMINISTRATOR_KEY)), seed, cellsRead);
    }
}
