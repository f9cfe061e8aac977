package dev.tally.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.ingest.EventStore.Outcome;
import dev.tally.ingest.PricedEvent;
import dev.tally.model.Account;
import dev.tally.model.AccountKind;
import dev.tally.model.Dimensions;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitMention;
import dev.tally.model.Usage;
import dev.tally.model.UsageEvent;
import dev.tally.testing.TestCluster;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The function stores what the statements store. Any PostgreSQL runs it; only a cluster runs it on its workers. */
@QuarkusTest
final class StoringFunctionTest {
    private static final Instant TIME = Instant.parse("2026-05-04T10:00:00Z");

    /** What is stored of an account, but for the account and the number of its batches. */
    private static final List<String> STORED = List.of(
            "SELECT (to_jsonb(e) - '{account_id,batch_id}'::text[])::text FROM usage_event e WHERE account_id = $1 ORDER BY 1",
            "SELECT event_id || encode(content_hash, 'hex') FROM event_key WHERE account_id = $1 ORDER BY 1",
            "SELECT concat_ws(' ', events, first_event_at) FROM pending_batch WHERE account_id = $1 ORDER BY 1",
            "SELECT (to_jsonb(u) - 'account_id')::text FROM unit_of_work u WHERE account_id = $1 ORDER BY 1",
            "SELECT (to_jsonb(x) - 'account_id')::text FROM unit_use x WHERE account_id = $1 ORDER BY 1");

    @Inject
    Pool pool;

    @Inject
    UsagePartitions partitions;

    @Test
    void allStoreTheSameAndTellTheSameOfWhatIsThere() {
        makeFunction();
        Account byStatement = account();
        Account amongOthers = account();
        Account byFunction = account();

        for (List<PricedEvent> batch : batches()) {
            List<Outcome> outcomes = store(IngestSql.STORE, byStatement, batch);
            assertEquals(outcomes, store(IngestSql.STORE_AMONG_OTHERS, amongOthers, batch));
            assertEquals(outcomes, store(StoringFunction.CALL, byFunction, batch));
        }

        List<List<String>> stored = stored(byStatement);
        assertEquals(List.of(4, 4, 2, 4, 6), stored.stream().map(List::size).toList());
        assertEquals(stored, stored(amongOthers));
        assertEquals(stored, stored(byFunction));
    }

    @Test
    void whatWasThereBeforeIsToldWithItsHash() {
        makeFunction();
        Account account = account();

        List<Outcome> first = store(StoringFunction.CALL, account, List.of(event("a", 0, "t", "running", 1)));
        List<Outcome> again = store(
                StoringFunction.CALL,
                account,
                List.of(
                        event("a", 0, "t", "running", 1),
                        event("b", 1, null, null, 1),
                        event("a", 0, "t", "running", 2)));

        assertEquals(List.of(Outcome.RECORDED), first);
        assertEquals(List.of(Outcome.DUPLICATE, Outcome.RECORDED, Outcome.CONFLICT), again);
    }

    /** Where it stays, the service calls it. */
    @AfterEach
    void dropFunction() {
        if (!TestCluster.isUsed()) {
            pool.query("DROP FUNCTION " + StoringFunction.SIGNATURE).executeAndAwait();
            pool.query("ALTER TABLE pending_batch ALTER COLUMN batch_id DROP DEFAULT")
                    .executeAndAwait();
        }
    }

    /** On a cluster it is there. */
    private void makeFunction() {
        if (!TestCluster.isUsed()) {
            StoringFunction.DEFINITION.forEach(
                    statement -> pool.query(statement).executeAndAwait());
        }
    }

    private List<Outcome> store(String statement, Account account, List<PricedEvent> events) {
        EventBatch batch = new EventBatch(events);
        partitions
                .ensure(events.stream().map(event -> event.event().time()).toList())
                .await()
                .indefinitely();
        return batch.outcomes(PgEventStore.insertBy(statement, pool, account, batch.distinct())
                .await()
                .indefinitely()
                .known());
    }

    private List<List<String>> stored(Account account) {
        return STORED.stream()
                .map(sql -> StreamSupport.stream(
                                pool.preparedQuery(sql)
                                        .executeAndAwait(Tuple.of(account.id()))
                                        .spliterator(),
                                false)
                        .map(row -> row.getString(0))
                        .toList())
                .toList();
    }

    /** A later status, an earlier start, a second use of a task, a duplicate, and an event of no task. */
    private static List<List<PricedEvent>> batches() {
        PricedEvent first = event("a", 10, "t1", "running", 1);
        return List.of(
                List.of(first, event("b", 5, "t2", null, 1)),
                List.of(first, event("c", 20, "t1", "done", 2), event("d", 0, null, null, 1)),
                List.of(first));
    }

    private static PricedEvent event(String id, int minute, String task, String status, long tokens) {
        Instant time = TIME.plusSeconds(60L * minute);
        BigDecimal cost = new BigDecimal("0.25");
        Usage usage = new Usage(
                true, 200, 120L, tokens, 2, 1, cost, cost, tokens > 1, cost, cost, cost, cost, tokens, 1, tokens);
        List<UnitMention> units = task == null
                ? List.of()
                : List.of(
                        new UnitMention(UnitKind.TASK, task, status, time.minusSeconds(30)),
                        new UnitMention(UnitKind.RUN, "r-" + task, null, null));
        Dimensions dimensions = new Dimensions(
                "m", "p", "chat", "project", "ada@example.com", null, task == null ? null : "r-" + task, "fast");
        return new PricedEvent(
                new UsageEvent(id, time, false, dimensions, "Project", units, usage, "EUR", Map.of("k", "v")),
                cost,
                cost);
    }

    private static Account account() {
        UUID id = UUID.randomUUID();
        return new Account(id, "org_" + id, AccountKind.TEAM, "name", "USD", ZoneOffset.UTC, Optional.empty());
    }
}
