package dev.tally.correction;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.HeldTransaction;
import dev.tally.testing.ManyConnections;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corrections at the same moment as each other, as rolls, rebuilds and events that come in. */
@QuarkusTest
@TestProfile(ManyConnections.class)
class CorrectionRaceTest {
    private static final int EVENTS = 40;
    private static final String MAY = "from=2026-05-01&to=2026-05-31";

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private Correcting usage;

    @BeforeEach
    void makeAccount() {
        usage = Correcting.team();
    }

    @AfterEach
    void stopThreads() {
        threads.shutdown();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoThatVoidOneEventOneIsToldThatItIsGone(boolean rolled) {
        usage.post(
                "{\"id\":\"a\",\"time\":\"2026-05-01\",\"cost\":1}\n{\"id\":\"b\",\"time\":\"2026-05-01\",\"cost\":2}");
        usage.rollIf(rolled);
        HeldTransaction held =
                HeldTransaction.of("SELECT FROM event_key WHERE event_id = 'a' AND account_id = '%s' FOR UPDATE"
                        .formatted(usage.account().id()));
        List<CompletableFuture<Integer>> answers = List.of(voiding("a"), voiding("a"));
        held.awaitWaiters(2);

        held.rollback();

        List<Integer> statuses = new ArrayList<>();
        answers.forEach(answer -> statuses.add(answer.join()));
        Collections.sort(statuses);
        assertEquals(List.of(204, 404), statuses);
        usage.query(MAY).body("totals.cost.amount", equalTo(2)).body("totals.events", equalTo(1));
    }

    /** The id is taken until the void is committed, and free from then on. */
    @Test
    void anEventThatComesWhileItsIdIsVoidedIsADuplicateOrNew() {
        usage.post("{\"id\":\"a\",\"time\":\"2026-05-01\",\"task_id\":\"t\",\"cost\":1}");
        usage.roll();
        HeldTransaction held = HeldTransaction.of("SELECT FROM unit_of_work WHERE account_id = '%s' FOR UPDATE"
                .formatted(usage.account().id()));
        CompletableFuture<Integer> voided = voiding("a");
        held.awaitWaiters(1);
        CompletableFuture<Integer> recorded = async(() -> as(usage.key())
                .body("{\"id\":\"a\",\"time\":\"2026-05-02\",\"cost\":8}")
                .post("/v1/events")
                .path("recorded"));

        held.rollback();

        assertEquals(204, voided.join());
        int count = recorded.join();
        usage.query(MAY).body("totals.cost.amount", equalTo(8 * count)).body("totals.events", equalTo(count));
    }

    /** An event of a task comes in while the only other one with its model is voided. */
    @Test
    void whatAnEventThatComesInSaysOfATaskIsNotVoidedWithAnother() {
        usage.post("""
                {"id":"a","time":"2026-05-01","task_id":"t","model":"m"}
                {"id":"b","time":"2026-05-02","task_id":"t","model":"n"}
                """);
        usage.roll();
        HeldTransaction held = HeldTransaction.of("SELECT FROM unit_of_work WHERE account_id = '%s' FOR UPDATE"
                .formatted(usage.account().id()));
        CompletableFuture<Integer> voided = voiding("a");
        held.awaitWaiters(1);
        CompletableFuture<Integer> recorded = async(() -> as(usage.key())
                .body("{\"id\":\"c\",\"time\":\"2026-05-03\",\"task_id\":\"t\",\"model\":\"m\"}")
                .post("/v1/events")
                .path("recorded"));
        held.awaitWaiters(2);

        held.rollback();

        assertEquals(204, voided.join());
        assertEquals(1, recorded.join());
        for (int i = 0; i < 2; i++) {
            usage.query(MAY + "&group_by=model&granularity=day")
                    .body("totals.tasks", equalTo(1))
                    .body("groups.find { it.key.model == 'm' }.tasks", equalTo(1))
                    .body("series.find { it.totals.tasks > 0 }.start", equalTo("2026-05-02T00:00:00Z"));
            usage.roll();
        }
    }

    @Test
    void inTheMiddleOfEverythingElseNothingIsLostOrCountedTwice() {
        usage.post(lines(0, EVENTS));
        usage.roll();
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            int id = i;
            answers.add(
                    i % 2 == 0
                            ? voiding("e" + i)
                            : async(() -> as(usage.key())
                                    .body(event(id).replace("\"cost\":1", "\"cost\":100"))
                                    .put("/v1/events/e" + id)
                                    .statusCode()));
            answers.add(async(() -> as(usage.key())
                    .contentType("application/x-ndjson")
                    .body(lines(EVENTS + id, EVENTS + id + 1).getBytes(StandardCharsets.UTF_8))
                    .post("/v1/events")
                    .statusCode()));
            if (i % 8 == 0) {
                String what = i % 16 == 0 ? "roll" : "rebuild";
                answers.add(async(() -> asAdministrator()
                        .header("X-Tally-Account", usage.account().id())
                        .post("/v1/admin/" + what)
                        .statusCode()));
            }
        }

        assertTrue(answers.stream().allMatch(answer -> answer.join() / 100 == 2), () -> answers.stream()
                .map(answer -> String.valueOf(answer.join()))
                .collect(Collectors.joining(" ")));

        // 20 of the first 40 are voided, 20 cost 100, 40 more cost 1; all belong to the tasks t0 to t4.
        for (int i = 0; i < 2; i++) {
            usage.query(MAY + "&group_by=model")
                    .body("totals.events", equalTo(60))
                    .body("totals.cost.amount", equalTo(20 * 100 + 40))
                    .body("totals.tasks", equalTo(5))
                    .body("groups.tasks", equalTo(List.of(5, 5, 5)));
            usage.roll();
        }
    }

    private CompletableFuture<Integer> voiding(String id) {
        return async(() -> as(usage.key()).delete("/v1/events/" + id).statusCode());
    }

    private <T> CompletableFuture<T> async(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, threads);
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(CorrectionRaceTest::event).collect(Collectors.joining("\n"));
    }

    private static String event(int i) {
        return "{\"id\":\"e%d\",\"time\":\"2026-05-01T10:%02d:00Z\",\"model\":\"m%d\",\"task_id\":\"t%d\",\"cost\":1}"
                .formatted(i, i % 60, i % 3, i % 5);
    }
}
