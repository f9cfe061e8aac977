package dev.tally.dialect;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the {@code ETag} of a summary stays the same for, and what changes it. */
@QuarkusTest
class SummaryTagTest {
    private final TestClock clock = new TestClock();

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @ParameterizedTest
    @EnumSource
    void itStaysWhileNothingHappensAndChangesWithNewData(Served dialect) {
        clock.stopAt(Instant.parse("2026-03-01T10:00:00Z"));
        TestAccount account = dialect.account();
        String key = account.key("read");
        String empty = dialect.tag(account, key);
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2026-02-01\"}");
        String withOne = dialect.tag(account, key);

        clock.stopAt(Instant.parse("2026-03-01T20:00:00Z"));

        assertEquals(withOne, dialect.tag(account, key));
        assertEquals(withOne, dialect.tag(account, account.key("read")));
        assertNotEquals(empty, withOne);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/query?model=a&provider=b&from=2026-01-01,      /v1/query?from=2026-01-01T00:00:00Z&provider=b&model=a",
        "/v1/query?model=a&model=b,                         /v1/query?model=b&model=a&model=a",
        "/v1/query?group_by=model&group_by=email,           /v1/query?group_by=model%2C%20email",
        "/v1/query?granularity=day,                         /v1/query?tz=UTC&granularity=DAY",
        "/v1/query?email=ada@example.com,                   /v1/query?email=Ada@Example.COM",
        "/neo/api/v1/usage/summary?to=2026-01-31&group_by=day, /neo/api/v1/usage/summary?group_by=Day&to=2026-02-01T00:00Z",
        "/agentgate/api/v1/usage/summary?model=a&runId=b,   /agentgate/api/v1/usage/summary?runId=b&model=a",
        "/surnex/v1/usage?provider=a&from=2026-01-01,       /surnex/v1/usage?from=2026-01-01&provider=a",
        "/surnex/v1/usage,                                  /v1/usage",
    })
    void questionsThatMeanTheSameHaveTheSame(String one, String other) {
        String key = TestAccount.team().key("read");

        assertEquals(tag(key, one), tag(key, other));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/query?model=a,                       /v1/query?model=b",
        "/v1/query?model=a,                       /v1/query?provider=a",
        "/v1/query?group_by=model%2Cemail,        /v1/query?group_by=email%2Cmodel",
        "/v1/query?to=2026-01-31,                 /v1/query",
        "/v1/query?tz=Europe/Zurich,              /v1/query",
        // The parameter is echoed as it was written.
        "/surnex/v1/usage?from=2026-01-01,        /surnex/v1/usage?from=2026-01-01T00:00:00Z",
        "/agentgate/api/v1/usage/summary?runId=a, /agentgate/api/v1/usage/summary?workOrderId=a",
        // The end of a day is told in another way.
        "/agentgate/api/v1/usage/summary?endDate=2026-01-31, /agentgate/api/v1/usage/summary?endDate=2026-02-01T00:00Z",
    })
    void otherQuestionsHaveOthers(String one, String other) {
        String key = TestAccount.team().key("read");

        assertNotEquals(tag(key, one), tag(key, other));
    }

    @Test
    void itDiffersBetweenDialectsAccountsAndCallersWithOtherRights() {
        TestAccount team = TestAccount.team().member("ada@example.com", "owner").member("alan@example.com", "admin");
        Set<String> tags = new TreeSet<>();
        for (Served dialect : Set.of(Served.NEO, Served.SURNEX, Served.AGENTGATE, Served.UMBRACO, Served.TALLY)) {
            tags.add(dialect.tag(team, team.key("read")));
        }
        tags.add(tag(team.key("read", "ingest"), "/v1/query"));
        tags.add(tag(team.personalKey("ada@example.com", "read"), "/v1/query"));
        tags.add(tag(team.personalKey("alan@example.com", "read"), "/v1/query"));
        tags.add(tag(TestAccount.team().key("read"), "/v1/query"));
        tags.add(Served.tagOf(
                asAdministrator().header("X-Tally-Account", team.id()).get("/v1/query")));

        assertEquals(5 + 5, tags.size());
    }

    @ParameterizedTest
    @EnumSource
    void itChangesWithTheSettingsOfTheAccount(Served dialect) {
        TestAccount account = dialect.account();
        String key = account.key("read");
        String before = dialect.tag(account, key);
        asAdministrator()
                .body(Map.of("time_zone", "Asia/Tokyo"))
                .patch(account.path(""))
                .then()
                .statusCode(200);

        assertNotEquals(before, dialect.tag(account, key));
    }

    @Test
    void inNeoItChangesWithEveryGrantAndResetAndWhenCreditsExpire() {
        clock.stopAt(Instant.parse("2026-04-01T00:00:00Z"));
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        Set<String> tags = new TreeSet<>();
        tags.add(Served.NEO.tag(account, key));
        grant(account, Map.of("amount", 10, "expires_at", "2026-05-01T00:00:00Z"));
        tags.add(Served.NEO.tag(account, key));
        grant(account, Map.of("amount", 10, "expires_at", "2026-05-01T00:00:00Z"));
        tags.add(Served.NEO.tag(account, key));
        asAdministrator().post(account.path("/credits/reset")).then().statusCode(200);
        tags.add(Served.NEO.tag(account, key));
        clock.stopAt(Instant.parse("2026-04-30T23:59:59.999999Z"));
        tags.add(Served.NEO.tag(account, key));
        assertEquals(4, tags.size());

        clock.stopAt(Instant.parse("2026-05-01T00:00:00Z"));
        tags.add(Served.NEO.tag(account, key));
        assertEquals(5, tags.size());
    }

    @Test
    void itChangesWithTheRateThatMoneyIsConvertedAt() {
        TestAccount account = TestAccount.with(Map.of("currency", "XAF"));
        String key = account.key("read");
        clock.stopAt(Instant.parse("2026-04-01T00:00:00Z"));
        rate("XAF", "USD", "0.5", "2026-01-01T00:00:00Z");
        rate("XAF", "USD", "0.25", "2026-04-02T00:00:00Z");
        String before = Served.SURNEX.tag(account, key);
        assertEquals(before, Served.SURNEX.tag(account, key));

        clock.stopAt(Instant.parse("2026-04-02T00:00:00Z"));
        assertNotEquals(before, Served.SURNEX.tag(account, key));
    }

    @Test
    void inFreddyItChangesWithTheDateInTheAccountsCalendar() {
        TestAccount account = TestAccount.with(Map.of("currency", "CHF", "time_zone", "Asia/Tokyo"));
        String key = account.key("read");
        clock.stopAt(Instant.parse("2026-04-01T00:00:00Z"));
        String before = Served.FREDDY.tag(account, key);
        clock.stopAt(Instant.parse("2026-04-01T14:59:59Z"));
        assertEquals(before, Served.FREDDY.tag(account, key));

        clock.stopAt(Instant.parse("2026-04-01T15:00:00Z"));
        assertNotEquals(before, Served.FREDDY.tag(account, key));
    }

    private static String tag(String key, String url) {
        return Served.tagOf(as(key).urlEncodingEnabled(false).get(url));
    }

    private static void grant(TestAccount account, Map<String, ?> grant) {
        asAdministrator().body(grant).post(account.path("/credits")).then().statusCode(201);
    }

    private static void rate(String from, String to, String rate, String since) {
        int status = asAdministrator()
                .body("{\"rate\": " + rate + ", \"effective_from\": \"" + since + "\"}")
                .put("/v1/currency-rates/" + from + "/" + to)
                .statusCode();
        assertEquals(true, Arrays.asList(200, 201).contains(status));
    }
}
