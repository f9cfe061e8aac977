package dev.tally.rollup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.HeldTransaction;
import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** A batch is pending or in the cells, never both and never neither, whoever rolls at the same time and whatever fails. */
@QuarkusTest
class RollerTest {
    private static final String EVENT =
            "{'id':'%s','time':'2026-05-20T%02d:00:00Z','model':'m','task_id':'t%d','input_tokens':7,'duration_ms':100}";

    private TestAccount account;
    private String key;

    @BeforeEach
    void open() {
        account = TestAccount.team();
        key = account.key("read");
    }

    @Test
    void everyEventIsRolledOnceHoweverManyRollAndPostAtOnce() {
        int posters = 4;
        int batches = 12;
        int events = 5;
        List<CompletableFuture<?>> running = new ArrayList<>();
        for (int poster = 0; poster < posters; poster++) {
            int own = poster;
            running.add(CompletableFuture.runAsync(() -> {
                for (int batch = 0; batch < batches; batch++) {
                    StringBuilder lines = new StringBuilder();
                    for (int i = 0; i < events; i++) {
                        lines.append(event(own + "-" + batch + "-" + i, batch, own))
                                .append('\n');
                    }
                    TestEvents.record(account, lines.toString());
                }
            }));
        }
        for (int roller = 0; roller < 3; roller++) {
            running.add(CompletableFuture.runAsync(() -> {
                for (int roll = 0; roll < batches; roll++) {
                    roll().statusCode(200);
                }
            }));
        }
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();

        roll().statusCode(200);

        int all = posters * batches * events;
        assertEquals(0, count("pending_batch"));
        assertEquals(number("count(DISTINCT batch_id)", "usage_event"), version(), "each batch counts in the version");
        query().body("totals.events", equalTo(all))
                .body("totals.input_tokens", equalTo(7 * all))
                .body("totals.duration_ms.count", equalTo(all))
                .body("totals.tasks", equalTo(posters))
                .body("freshness.pending_events", equalTo(0));
    }

    /** What a roll does last fails: nothing of what it did before is left. */
    @Test
    @DisabledIf(
            value = "dev.tally.testing.TestCluster#isUsed",
            disabledReason = "Citus has no triggers on spread tables")
    void aRollThatFailsLeavesNothingHalfDone() {
        record(3);
        ServiceDatabase.execute(
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused by a test'; END $$");
        ServiceDatabase.execute(
                "CREATE TRIGGER refuse BEFORE DELETE ON pending_batch FOR EACH ROW WHEN (old.account_id = '"
                        + account.id() + "') EXECUTE FUNCTION refuse()");
        try {
            roll().statusCode(500);
            requireNothingRolled();
            queryIsRight(3);
        } finally {
            ServiceDatabase.execute("DROP TRIGGER refuse ON pending_batch");
            ServiceDatabase.execute("DROP FUNCTION refuse");
        }

        roll().statusCode(200).body("events", equalTo(3)).body("units", equalTo(1));

        queryIsRight(3);
    }

    /** The connection breaks when the cells are already written. */
    @Test
    @DisabledIf(
            value = "dev.tally.testing.TestCluster#isUsed",
            disabledReason =
                    "a cluster passes the end of a worker's connection on as an error that the client of Vert.x "
                            + "never gives back: see deploy/citus/README.md")
    void aRollWhoseConnectionBreaksLeavesNothingHalfDone() {
        record(3);
        try (HeldTransaction other =
                HeldTransaction.of("SELECT FROM pending_batch WHERE account_id = '" + account.id() + "' FOR UPDATE")) {
            CompletableFuture<ValidatableResponse> roll = CompletableFuture.supplyAsync(this::roll);
            other.awaitWaiters(1);
            ServiceDatabase.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'");

            roll.join().statusCode(503);
        }
        requireNothingRolled();
        queryIsRight(3);

        roll().statusCode(200).body("events", equalTo(3));

        queryIsRight(3);
    }

    @Test
    void whileAnotherInstanceRollsNobodyWaits() {
        record(2);
        roll().statusCode(200).body("events", equalTo(2));
        TestEvents.record(account, event("late", 3, 0));
        try (HeldTransaction other = HeldTransaction.of(
                "SELECT FROM account_usage WHERE account_id = '" + account.id() + "' FOR NO KEY UPDATE")) {
            roll().statusCode(200).body("events", equalTo(0));
            queryIsRight(3);
            other.rollback();
        }

        roll().statusCode(200).body("events", equalTo(1));

        queryIsRight(3);
    }

    /** What batches that were rolled leave in the index, every query of the account would come upon; few of it remain. */
    @Test
    @DisabledIf(
            value = "dev.tally.testing.TestCluster#isUsed",
            disabledReason = "what a transaction sets on the coordinator of a cluster does not reach its workers")
    void aRollTidiesUpTheQueueAfterTheLastOne() {
        int batches = 2000;
        ServiceDatabase.execute("INSERT INTO pending_batch (account_id, batch_id, events, first_event_at, stored_at)"
                + " SELECT '" + account.id() + "', -n, 1, now(), now() FROM generate_series(1, " + batches + ") n");
        roll().statusCode(200);
        long entries = batches;
        // What somebody else's transaction may still see is marked by a later roll.
        for (int i = 0; i < 5 && entries >= batches / 10; i++) {
            TestEvents.record(account, event("late" + i, i, 0));
            roll().statusCode(200).body("events", equalTo(1));
            entries = entriesOfQueue();
        }

        long left = entries;
        assertTrue(left < batches / 10, () -> left + " entries of " + batches + " batches that were rolled");
    }

    /** How many a scan of the index comes upon that marks none. */
    private long entriesOfQueue() {
        ServiceDatabase.execute("""
                CREATE FUNCTION explain_queue(account uuid) RETURNS TABLE (line text) LANGUAGE plpgsql
                SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
                BEGIN
                  RETURN QUERY EXECUTE format(
                    'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT count(*) FROM pending_batch WHERE account_id = %L', account);
                END $$""");
        try {
            return ServiceDatabase.number(
                    "SELECT substring(line FROM 'rows=([0-9]+)') FROM explain_queue(?) WHERE line LIKE '%Bitmap Index Scan%'",
                    UUID.fromString(account.id()));
        } finally {
            ServiceDatabase.execute("DROP FUNCTION explain_queue");
        }
    }

    @Test
    void nothingPendingIsNothingToDo() {
        roll().statusCode(200)
                .body("events", equalTo(0))
                .body("units", equalTo(0))
                .body("cells", equalTo(0));
        record(2);
        roll().statusCode(200).body("events", equalTo(2));
        long version = version();

        roll().statusCode(200)
                .body("events", equalTo(0))
                .body("units", equalTo(0))
                .body("cells", equalTo(0));

        assertEquals(version, version());
    }

    @Test
    void aRebuildMakesTheSameCellsAgain() {
        record(3);
        roll();
        TestEvents.record(
                account, "{\"id\":\"late\",\"time\":\"2026-05-19T12:00:00Z\",\"task_id\":\"t0\",\"model\":\"n\"}");
        roll();
        long cells = count("usage_cell");
        long version = version();

        rebuild().statusCode(200).body("events", equalTo(4));

        assertEquals(cells, count("usage_cell"));
        assertEquals(version, version());
        query().body("totals.events", equalTo(4)).body("totals.tasks", equalTo(1));
    }

    /** Posts lock units in one order, and so must whatever touches them all. */
    @Test
    void rebuildsAndPostsOfTheSameUnitsNeverFailEachOther() {
        record(1);
        List<CompletableFuture<?>> running = new ArrayList<>();
        running.add(CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 15; i++) {
                rebuild().statusCode(200);
            }
        }));
        running.add(CompletableFuture.runAsync(() -> {
            for (int batch = 0; batch < 30; batch++) {
                StringBuilder lines = new StringBuilder();
                for (int task = 0; task < 40; task++) {
                    // Each starts its task earlier than the last one did.
                    lines.append("{\"id\":\"%d-%d\",\"time\":\"2026-05-%02dT12:00:00Z\",\"task_id\":\"t%d\"}%n"
                            .formatted(batch, task, 31 - batch % 30, (task * 17) % 40));
                }
                TestEvents.record(account, lines.toString());
            }
        }));
        CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();

        roll().statusCode(200);

        query().body("totals.events", equalTo(1 + 30 * 40)).body("totals.tasks", equalTo(40));
    }

    private void requireNothingRolled() {
        assertEquals(0, count("usage_cell"));
        assertEquals(1, count("pending_batch"));
        assertEquals(0, count("(SELECT * FROM unit_of_work WHERE rolled_started_at IS NOT NULL) u"));
        assertEquals(0, count("(SELECT * FROM unit_use WHERE rolled) x"));
    }

    private void queryIsRight(int events) {
        query().body("totals.events", equalTo(events))
                .body("totals.tasks", equalTo(1))
                .body("groups.key.model", contains("m"))
                .body("groups.events", contains(events));
    }

    private void record(int events) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < events; i++) {
            lines.append(event("e" + i, i, 0)).append('\n');
        }
        TestEvents.record(account, lines.toString());
    }

    private static String event(String id, int hour, int task) {
        return EVENT.formatted(id, hour, task).replace('\'', '"');
    }

    private ValidatableResponse roll() {
        return administer("roll");
    }

    private ValidatableResponse rebuild() {
        return administer("rebuild");
    }

    private ValidatableResponse administer(String what) {
        return TestAccount.asAdministrator()
                .header("X-Tally-Account", account.id())
                .post("/v1/admin/" + what)
                .then();
    }

    private ValidatableResponse query() {
        return TestAccount.as(key)
                .get("/v1/query?from=2026-05-01&to=2026-06-01&group_by=model")
                .then()
                .statusCode(200);
    }

    private long version() {
        return ServiceDatabase.number(
                "SELECT version FROM account_usage WHERE account_id = ?", UUID.fromString(account.id()));
    }

    private long count(String table) {
        return number("count(*)", table);
    }

    private long number(String what, String table) {
        return ServiceDatabase.number(
                "SELECT " + what + " FROM " + table + " WHERE account_id = ?", UUID.fromString(account.id()));
    }
}
