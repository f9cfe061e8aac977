package dev.tally.query;

import static dev.tally.testing.TestAccount.as;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reports that read events in several portions, and have many groups; each event is a group of its own. */
@QuarkusTest
class LongReportTest {
    private static final int EVENTS = 1_200;
    private static final int AT_ONCE = 4;

    @Test
    void everyEventIsReadOnceHoweverManyReportsAreUnderWay() {
        TestAccount account = TestAccount.team();
        TestEvents.record(
                account,
                IntStream.range(0, EVENTS).mapToObj(LongReportTest::event).collect(Collectors.joining("\n")));
        account.roll();
        String key = account.key("read", "admin");
        List<CompletableFuture<Response>> asked = IntStream.range(0, AT_ONCE)
                .boxed()
                .flatMap(i -> Stream.of(
                        ask(
                                key,
                                "/v1/query?group_by=project_id,email&operation=chat&explain=true&from=2026-01-0"
                                        + (1 + i)),
                        ask(key, "/v1/query?group_by=model&from=2026-01-0" + (1 + i))))
                .toList();
        asked.stream().map(CompletableFuture::join).forEach(answer -> answer.then()
                .statusCode(200)
                .body("totals.events", equalTo(EVENTS))
                // 0 + 1 + … + 1199
                .body("totals.input_tokens", equalTo(EVENTS * (EVENTS - 1) / 2)));
        asked.get(0)
                .join()
                .then()
                .body("explain.rows.rolled_events", equalTo(EVENTS))
                .body("groups.size()", equalTo(EVENTS));
    }

    private static CompletableFuture<Response> ask(String key, String path) {
        return CompletableFuture.supplyAsync(() -> as(key).get(path));
    }

    private static String event(int number) {
        return """
                {"id":"%1$d","time":"2026-02-01T00:00:00Z","model":"m","operation":"chat","project_id":"p%2$d",\
                "email":"e%3$d@example.com","input_tokens":%1$d}""".formatted(number, number / 40, number % 40);
    }
}
