package dev.tally.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that keeps no answers. */
@QuarkusTest
@TestProfile(NoMemoryTest.NoMemory.class)
class NoMemoryTest {
    /** {@code tally.cache.max-size=0}. */
    public static final class NoMemory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.cache.max-size", "0");
        }
    }

    @Test
    void everySummaryIsComputedUnlessTheClientHasIt() {
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        String tag = Served.TALLY.tag(account, key);

        assertEquals(Map.of("computed", 3, "not_modified", 1), Served.countsOf(() -> {
            for (int i = 0; i < 3; i++) {
                assertEquals(tag, Served.TALLY.tag(account, key));
            }
            TestAccount.as(key)
                    .header("If-None-Match", tag)
                    .get("/v1/query")
                    .then()
                    .statusCode(304);
        }));
    }
}
