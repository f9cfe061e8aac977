package dev.tally.contract;

import static org.hamcrest.Matchers.equalTo;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Freddy's summary: the contract's own example, and what it leaves open. */
@QuarkusTest
class FreddyContractTest {
    private static final JsonContract CONTRACT = JsonContract.of("freddy/usage.json");
    private static final String PATH = "/v1/analytics/usage/summary/";

    private final TestClock clock = new TestClock();

    @BeforeEach
    void itIsTheDayOfTheExample() {
        clock.stopAt(Instant.parse("2025-11-15T10:30:00Z"));
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.run();
    }

    /**
     * The contract's example: 150,000 requests with 500 synapses and 10 neurons each.
     *
     * <ul>
     *   <li>November, gpt-4o: 4,999 × 0.25 + 1.00 = 1,250.75
     *   <li>before, gpt-4o: 84,997 × 0.25 + 3 × 0 = 21,249.25, together 22,500 for 90,000
     *   <li>before, gpt-4o-mini: 30,000 × 0.10 + 15,000 × 0.30 = 7,500 for 45,000
     *   <li>before, without a model: 15,000 × 0.50 = 7,500
     * </ul>
     */
    @Test
    void theExampleOfTheContractIsReproducedToTheLastDigit() {
        String organization = "org_abc123";
        TestAccount account = TestAccount.with(Map.of("external_id", organization, "currency", "CHF"));
        List<String> earlier = new ArrayList<>();
        earlier.addAll(requests("old-4o", 84_997, "gpt-4o", "0.25"));
        earlier.addAll(requests("old-4o-free", 3, "gpt-4o", "0"));
        earlier.addAll(requests("mini", 30_000, "gpt-4o-mini", "0.10"));
        earlier.addAll(requests("mini-dear", 15_000, "gpt-4o-mini", "0.30"));
        earlier.addAll(requests("other", 15_000, null, "0.50"));
        List<String> november = new ArrayList<>();
        november.addAll(requests("new-4o", 4_999, "gpt-4o", "0.25"));
        november.addAll(requests("new-4o-dear", 1, "gpt-4o", "1.00"));
        // 145,000 × 6 minutes end in August 2025, 5,000 × 4 minutes on 14 November.
        TestEvents.record(account, every(Duration.ofMinutes(6), Instant.parse("2024-01-01T00:00:00Z"), earlier));
        TestEvents.record(account, every(Duration.ofMinutes(4), Instant.parse("2025-11-01T00:00:00Z"), november));

        String answer = CONTRACT.read(account, PATH + organization);

        Json.assertSame("""
                {
                  "organization_id": "org_abc123",
                  "totalRequests": 150000,
                  "total_synapses": 75000000.0,
                  "totalNeurons": 1500000.0,
                  "totalCost": 37500.0,
                  "averageCostPerRequest": 0.25,
                  "topModels": [
                    {"model": "gpt-4o", "cost": 22500.0, "requests": 90000, "percentage": 60.0},
                    {"model": "gpt-4o-mini", "cost": 7500.0, "requests": 45000, "percentage": 20.0}
                  ],
                  "currentMonth": {"cost": 1250.75, "requests": 5000},
                  "timeRange": {"start": "2024-01-01", "end": "2025-11-15", "period": "all_time"}
                }
                """, answer);
    }

    @Test
    void anAccountWithoutUsageHasZerosFromTodayToToday() {
        TestAccount account = francs();

        String answer = CONTRACT.read(account, "/freddy" + PATH + account.externalId());

        Json.assertSame("""
                {"organization_id": "%s", "totalRequests": 0, "total_synapses": 0.0, "totalNeurons": 0.0, "totalCost": 0.0,
                 "averageCostPerRequest": 0.0, "topModels": [], "currentMonth": {"cost": 0.0, "requests": 0},
                 "timeRange": {"start": "2025-11-15", "end": "2025-11-15", "period": "all_time"}}
                """.formatted(account.externalId()), answer);
    }

    @Test
    void oneFreeRequestHasNoShareOfNoCost() {
        TestAccount account = francs();
        TestEvents.record(account, """
                {"id":"only","time":"2025-10-31T12:00:00Z","model":"gpt-4o","synapses":1.5}
                """);

        String answer = CONTRACT.read(account, "/freddy" + PATH + account.id());

        Json.assertSame("""
                {"organization_id": "%s", "totalRequests": 1, "total_synapses": 1.5, "totalNeurons": 0.0, "totalCost": 0.0,
                 "averageCostPerRequest": 0.0,
                 "topModels": [{"model": "gpt-4o", "cost": 0.0, "requests": 1, "percentage": 0.0}],
                 "currentMonth": {"cost": 0.0, "requests": 0},
                 "timeRange": {"start": "2025-10-31", "end": "2025-11-15", "period": "all_time"}}
                """.formatted(account.id()), answer);
    }

    /** Of 3 for 7 requests: average 3/7 = 0.428571…, shares 2/3 = 66.666…%, 1/3 = 33.333…%. */
    @Test
    void averagesAndSharesAreRounded() {
        TestAccount account = francs();
        TestEvents.record(
                account,
                """
                {"id":"1","time":"2025-11-01T00:00:00Z","model":"a","cost":1}
                {"id":"2","time":"2025-11-01T00:00:00Z","model":"b","cost":2}
                """
                        + every(
                                Duration.ofMinutes(1),
                                Instant.parse("2025-11-02T00:00:00Z"),
                                requests("free", 5, null, "0")));

        TestAccount.as(account.key("read"))
                .get(PATH + account.externalId())
                .then()
                .body("averageCostPerRequest", equalTo(0.428571f))
                .body("topModels.percentage", equalTo(List.of(66.67f, 33.33f)));
    }

    @Test
    void theTenCostliestModelsComeFirstAndTiesByName() {
        TestAccount account = francs();
        String tied = IntStream.rangeClosed(1, 11)
                .map(i -> 12 - i)
                .mapToObj(
                        "{\"id\":\"%1$d\",\"time\":\"2025-11-01T00:00:00Z\",\"model\":\"m%1$02d\",\"cost\":1}\n"
                                ::formatted)
                .collect(Collectors.joining());
        TestEvents.record(account, tied + """
                {"id":"12","time":"2025-11-01T00:00:00Z","model":"z","cost":1.01}
                """);

        TestAccount.as(account.key("read"))
                .get(PATH + account.externalId())
                .then()
                .body(
                        "topModels.model",
                        equalTo(List.of("z", "m01", "m02", "m03", "m04", "m05", "m06", "m07", "m08", "m09")));
    }

    /** At 18:00 UTC of 31 October it is 03:00 of 1 November in Tokyo, where that day began at 15:00 UTC. */
    @Test
    void monthAndDaysAreThoseOfTheAccountsTimeZone() {
        TestAccount account = TestAccount.with(Map.of("currency", "CHF", "time_zone", "Asia/Tokyo"));
        clock.stopAt(Instant.parse("2025-10-31T18:00:00Z"));
        TestEvents.record(account, """
                {"id":"first","time":"2025-10-30T14:59:59Z","cost":1}
                {"id":"october","time":"2025-10-31T14:59:59.999999Z","cost":2}
                {"id":"november","time":"2025-10-31T15:00:00Z","cost":4}
                {"id":"not yet","time":"2025-10-31T18:01:00Z","cost":8}
                """);

        TestAccount.as(account.key("read"))
                .get(PATH + account.externalId())
                .then()
                .body("totalCost", equalTo(7.0f))
                .body("currentMonth", equalTo(Map.of("cost", 4.0f, "requests", 1)))
                .body("timeRange", equalTo(Map.of("start", "2025-10-30", "end", "2025-11-01", "period", "all_time")));
    }

    @Test
    void otherMoneyIsConvertedToFrancs() {
        TestAccount account = TestAccount.with(Map.of("currency", "NOK"));
        TestAccount.asAdministrator()
                .body(Map.of("rate", 0.0801, "effective_from", "2025-11-01T00:00:00Z"))
                .put("/v1/currency-rates/NOK/CHF");
        TestEvents.record(account, """
                {"id":"1","time":"2025-11-10T00:00:00Z","model":"gpt-4o","cost":100}
                {"id":"2","time":"2025-10-10T00:00:00Z","cost":300}
                """);

        TestAccount.as(account.key("read"))
                .get(PATH + account.externalId())
                .then()
                .body("totalCost", equalTo(32.04f))
                .body("averageCostPerRequest", equalTo(16.02f))
                .body("topModels[0].cost", equalTo(8.01f))
                .body("topModels[0].percentage", equalTo(25.0f))
                .body("currentMonth.cost", equalTo(8.01f));
    }

    private static TestAccount francs() {
        return TestAccount.with(Map.of("currency", "CHF"));
    }

    /** Events that lack their time, the first member. */
    private static List<String> requests(String id, int count, String model, String cost) {
        String member = model == null ? "" : ",\"model\":\"" + model + "\"";
        return IntStream.range(0, count)
                .mapToObj(i -> ",\"id\":\"%s-%d\"%s,\"cost\":%s,\"synapses\":500,\"neurons\":10}\n"
                        .formatted(id, i, member, cost))
                .toList();
    }

    private static String every(Duration step, Instant first, List<String> requests) {
        StringBuilder lines = new StringBuilder();
        Instant time = first;
        for (String request : requests) {
            lines.append("{\"time\":\"").append(time).append('"').append(request);
            time = time.plus(step);
        }
        return lines.toString();
    }
}
