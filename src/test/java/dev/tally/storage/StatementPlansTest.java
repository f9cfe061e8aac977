package dev.tally.storage;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitName;
import dev.tally.model.Window;
import dev.tally.query.Plan.CellRange;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.UsageQuery;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How PostgreSQL reads the cells and events that queries and rolls ask for, with some thousands of events of several
 * accounts: through the indexes that are there for it, never by reading a whole table.
 */
@QuarkusTest
final class StatementPlansTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Reading one is then the last resort. */
    private static final String NO_WHOLE_TABLES = "SET LOCAL enable_seqscan = off";

    private static final int ACCOUNTS = 4;
    private static final int EVENTS = 1500;
    private static final Instant DAY = Instant.parse("2026-05-04T00:00:00Z");
    private static final Instant NEXT_DAY = Instant.parse("2026-05-05T00:00:00Z");
    private static final TimeRanges EDGE =
            TimeRanges.union(List.of(new TimeRange(DAY.plusSeconds(60), DAY.plusSeconds(900))));

    private static final UUID ANY_FIRST = UUID.fromString("00000000-0000-0000-0000-000000000000");
    private static final UUID ANY_LAST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    @Inject
    Pool pool;

    private UUID account;

    /**
     * The partition of the years before 2000 has no rows. Of an account that the statistics do not know yet there may be many
     * events all the same. In one test: filling the tables takes the time.
     */
    @Test
    void everyStatementGoesThroughItsIndex() {
        for (int i = 0; i < ACCOUNTS; i++) {
            account = UUID.fromString(filled().id());
        }
        for (String table : List.of("usage_event", "usage_cell", "pending_batch")) {
            pool.query("ANALYZE " + table).executeAndAwait();
        }
        UsageQuery query = UsageQuery.of(account, Window.of(DAY, NEXT_DAY), ZoneOffset.UTC);
        UsageQuery ofNewAccount = UsageQuery.of(UUID.randomUUID(), Window.of(DAY, NEXT_DAY), ZoneOffset.UTC);

        assertAll(
                () -> requireIndex(cells(query), "usage_cell_pkey"),
                () -> requireIndex(cells(query.where(Dimension.MODEL, Set.of("m1"))), "usage_cell_pkey"),
                () -> requireIndex(EventRows.pending(query), "_account_id_batch_id_idx"),
                () -> requireIndex(EventRows.pending(ofNewAccount), "_account_id_batch_id_idx"),
                () -> requireIndex(UnitRows.mentionedByPending(query), "unit_of_work_pkey"),
                () -> requireIndex(UnitRows.mentionedByPending(ofNewAccount), "_account_id_batch_id_idx"),
                () -> requireIndex(EventRows.rolled(query, EDGE), "_account_id_occurred_at_idx"),
                () -> requireIndex(
                        EventRows.rolled(query.where(Dimension.WORK_ORDER, Set.of("w7")), everything()),
                        "_account_id_work_order_id_idx"),
                () -> requireIndex(
                        EventRows.rolled(query.where(Dimension.RUN, Set.of("r7")), everything()),
                        "_account_id_run_id_idx"),
                () -> requireIndex(
                        new SelectStatement(CellSql.EVENTS, Tuple.of(account, pendingBatches(), null)),
                        "_account_id_batch_id_idx"),
                () -> requireIndex(
                        new SelectStatement(CellSql.EVENTS, Tuple.of(ofNewAccount.accountId(), pendingBatches(), null)),
                        "_account_id_batch_id_idx"));
    }

    /**
     * Which index PostgreSQL takes of those that fit depends on their sizes and on what it believes of the account; so none may
     * fit but that of the key: without that one the whole table would be read.
     */
    @Test
    void aUnitIsFoundByNothingButItsKey() {
        UUID anyone = UUID.randomUUID();
        UsageQuery query = UsageQuery.of(anyone, Window.of(DAY, NEXT_DAY), ZoneOffset.UTC);

        assertAll(
                () -> requireKeyOfUnits(UnitRows.mentionedByPending(query)),
                () -> requireKeyOfUnits(UnitRows.named(anyone, List.of(new UnitName(UnitKind.TASK, "t1")))));
    }

    /** What was rolled is noted unit by unit, and use by use. */
    @Test
    void whatIsNotedOfAUnitIsNotedThroughItsKey() {
        String[] kinds = {"TASK"};
        String[] ids = {"t1"};
        OffsetDateTime[] starts = {at(DAY)};
        Buffer[] uses = {Buffer.buffer(new byte[32])};
        UUID anyone = UUID.randomUUID();

        String units = plan(
                NO_WHOLE_TABLES, CellSql.UNITS_ROLLED, Tuple.of(anyone, kinds, ids, starts, new String[] {"running"}));
        String used = plan(NO_WHOLE_TABLES, CellSql.USES_ROLLED, Tuple.of(anyone, kinds, ids, uses));

        assertTrue(units.matches("(?s).*unit_of_work_pkey.*Index Cond: [^\n]*unit_id = k.unit_id.*"), () -> units);
        assertTrue(used.matches("(?s).*unit_use_pkey.*Index Cond: [^\n]*use_hash = k.use_hash.*"), () -> used);
    }

    /** The table is one of this transaction, whose statistics are from before it had the account. */
    @ParameterizedTest
    @ValueSource(ints = {30, 5000})
    void knownEventsAreFoundThroughTheirKeysWhateverTheStatisticsSay(int events) {
        long keysRead = pool.withTransaction(connection -> connection
                        .query("""
                                DISCARD PLANS;
                                CREATE TEMPORARY TABLE event_key (LIKE event_key INCLUDING ALL) ON COMMIT DROP;
                                INSERT INTO event_key SELECT '%1$s', 'e' || i, '', now() FROM generate_series(1, 60) i;
                                ANALYZE event_key;
                                INSERT INTO event_key SELECT '%2$s', 'e' || i, '', now() FROM generate_series(1, %3$d) i;
                                SELECT known_id FROM known_event_keys('%2$s', (
                                  SELECT array_agg('e' || i) FROM generate_series(1, 100) i));
                                """.formatted(UUID.randomUUID(), UUID.randomUUID(), events))
                        .execute()
                        .chain(() -> connection.query("""
                                SELECT pg_stat_get_xact_tuples_returned('event_key_pkey'::regclass)
                                """).execute()))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(PATIENCE);

        assertEquals(Math.min(events, 100), keysRead);
    }

    /** Of a summary, also one that is in memory, while something may still come to pass: whatever the number of units. */
    @Test
    void theNextStartOfAUnitIsTheFirstInItsIndex() {
        SelectStatement version =
                new SelectStatement(PgUsageVersions.NEXT, Tuple.of(UUID.randomUUID(), DAY.atOffset(ZoneOffset.UTC)));

        String plan = planWithoutKeyOfUnits(version);

        assertTrue(plan.contains("unit_of_work_by_start"), () -> plan);
        assertFalse(plan.contains("Seq Scan on unit_of_work"), () -> plan);
    }

    /** The same for every query: pinned, as its shape decides its cost. */
    @Test
    void theCellsOfAllBreakdownsAreReadByOneStatement() {
        UsageQuery query = UsageQuery.of(UUID.randomUUID(), Window.of(DAY, NEXT_DAY), ZoneOffset.UTC);

        SelectStatement select = cells(query);

        assertEquals("""
                SELECT r.breakdown, c.bucket_start, c.key_1, c.key_2, c.key_3, c.measures,
                  CASE WHEN $2 THEN c.durations END
                FROM unnest($3::integer[], $4::smallint[], $5::smallint[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
                    $10::uuid[], $11::uuid[], $12::timestamptz[], $13::timestamptz[])
                  AS r (breakdown, facet, grain, first_1, last_1, first_2, last_2, first_3, last_3, range_start, range_end)
                JOIN usage_cell c ON c.account_id = $1 AND c.facet = r.facet AND c.grain = r.grain
                  AND c.hash_1 BETWEEN r.first_1 AND r.last_1
                  AND c.hash_2 BETWEEN r.first_2 AND r.last_2
                  AND c.hash_3 BETWEEN r.first_3 AND r.last_3
                  AND c.bucket_start >= r.range_start AND c.bucket_start < r.range_end
                UNION ALL
                SELECT r.breakdown, c.bucket_start, c.key_1, c.key_2, c.key_3, c.measures,
                  CASE WHEN $2 THEN c.durations END
                FROM unnest($14::integer[], $15::smallint[], $16::smallint[], $17::uuid[], $18::uuid[], $19::uuid[], $20::uuid[],
                    $21::uuid[], $22::uuid[], $23::timestamptz[])
                  AS r (breakdown, facet, grain, first_1, last_1, first_2, last_2, first_3, last_3, bucket_start)
                JOIN usage_cell c ON c.account_id = $1 AND c.facet = r.facet AND c.grain = r.grain
                  AND c.hash_1 BETWEEN r.first_1 AND r.last_1
                  AND c.hash_2 BETWEEN r.first_2 AND r.last_2
                  AND c.hash_3 BETWEEN r.first_3 AND r.last_3
                  AND c.bucket_start = r.bucket_start""", select.sql().strip());
        assertEquals(23, select.parameters().size());
    }

    /** Without a filter: a day's hours as one range, and the next day as another, of every key. */
    @Test
    void cellsOfAllKeysAreReadRangeByRange() {
        Tuple parameters = cells(UsageQuery.of(UUID.randomUUID(), Window.of(DAY, NEXT_DAY), ZoneOffset.UTC))
                .parameters();

        assertEquals(List.of(Grain.HOUR.id(), Grain.DAY.id()), List.of(parameters.getArrayOfShorts(4)));
        assertEquals(List.of(ANY_FIRST, ANY_FIRST), List.of(parameters.getArrayOfUUIDs(5)));
        assertEquals(List.of(ANY_LAST, ANY_LAST), List.of(parameters.getArrayOfUUIDs(6)));
        assertEquals(List.of(at(DAY), at(NEXT_DAY)), List.of(parameters.getArrayOfOffsetDateTimes(11)));
        assertEquals(
                List.of(at(DAY.plusSeconds(7200)), at(NEXT_DAY.plusSeconds(86_400))),
                List.of(parameters.getArrayOfOffsetDateTimes(12)));
        assertEquals(0, parameters.getArrayOfIntegers(13).length);
    }

    /** The hashes are of {@code printf p | sha256sum}, likewise o: each value in each of three buckets, found by equality. */
    @Test
    void aFilterByTheFirstDimensionOfAFacetIsLookedUpInEachBucket() {
        UUID o = UUID.fromString("65c74c15-a686-187b-b6bb-f9958f494fc6");
        UUID p = UUID.fromString("148de9c5-a7a4-4d19-e56c-d9ae1a554bf6");
        UsageQuery query = UsageQuery.of(UUID.randomUUID(), Window.of(DAY, NEXT_DAY), ZoneOffset.UTC)
                .where(Dimension.PROVIDER, Set.of("p", "o"));

        Tuple parameters = cells(query).parameters();

        assertEquals(0, parameters.getArrayOfIntegers(2).length);
        assertEquals(List.of(o, o, o, p, p, p), List.of(parameters.getArrayOfUUIDs(16)));
        assertEquals(List.of(o, o, o, p, p, p), List.of(parameters.getArrayOfUUIDs(17)));
        List<OffsetDateTime> buckets = List.of(at(DAY), at(DAY.plusSeconds(3600)), at(NEXT_DAY));
        assertEquals(
                Stream.concat(buckets.stream(), buckets.stream()).toList(),
                List.of(parameters.getArrayOfOffsetDateTimes(22)));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static SelectStatement cells(UsageQuery query) {
        Set<Dimension> filtered = query.filters().keySet();
        Facet facet = Facet.of(filtered).orElseThrow();
        CellRead read = new CellRead(
                facet,
                List.of(
                        new CellRange(Grain.HOUR, new TimeRange(DAY, DAY.plusSeconds(7200))),
                        new CellRange(Grain.DAY, new TimeRange(NEXT_DAY, NEXT_DAY.plusSeconds(86_400)))));
        return new CellRows(query, Map.of(Breakdown.TOTAL, read)).select();
    }

    /** The months of other tests may be too small for an index to be of use. */
    private void requireIndex(SelectStatement select, String index) {
        String plan = text(pool.preparedQuery("EXPLAIN " + select.sql()).executeAndAwait(select.parameters()));
        assertTrue(plan.contains(index), () -> index + " is not used:\n" + select.sql() + "\n" + plan);
        assertFalse(
                plan.matches("(?s).*Seq Scan on (usage_event_2026_05|usage_cell).*"),
                () -> "a whole table is read:\n" + select.sql() + "\n" + plan);
    }

    private void requireKeyOfUnits(SelectStatement select) {
        String plan = planWithoutKeyOfUnits(select);
        assertTrue(plan.contains("Seq Scan on unit_of_work"), () -> select.sql() + "\n" + plan);
    }

    private String planWithoutKeyOfUnits(SelectStatement select) {
        return plan(
                NO_WHOLE_TABLES + "; ALTER TABLE unit_of_work DROP CONSTRAINT unit_of_work_pkey",
                select.sql(),
                select.parameters());
    }

    private String plan(String preparation, String sql, Tuple parameters) {
        return pool.withConnection(connection -> connection
                        .query("BEGIN; " + preparation)
                        .execute()
                        .chain(() -> connection.preparedQuery("EXPLAIN " + sql).execute(parameters))
                        .eventually(() -> connection.query("ROLLBACK").execute()))
                .map(StatementPlansTest::text)
                .await()
                .atMost(PATIENCE);
    }

    private static String text(RowSet<Row> plan) {
        StringBuilder lines = new StringBuilder();
        plan.forEach(row -> lines.append(row.getString(0)).append('\n'));
        return lines.toString();
    }

    private static TimeRanges everything() {
        return TimeRanges.union(List.of(new TimeRange(Instant.EPOCH, NEXT_DAY.plusSeconds(100L * 86_400))));
    }

    private Long[] pendingBatches() {
        Row row = pool.preparedQuery("SELECT array_agg(batch_id) FROM pending_batch WHERE account_id = $1")
                .executeAndAwait(Tuple.of(account))
                .iterator()
                .next();
        return row.getArrayOfLongs(0);
    }

    /** An account with rolled events over some days and a few that are pending. */
    private static TestAccount filled() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, lines(0, EVENTS));
        account.roll();
        TestEvents.record(account, lines(EVENTS, EVENTS + 20));
        return account;
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("""
                    {"id":"e%d","time":"%s","model":"m%d","task_id":"t%d","work_order_id":"w%d","run_id":"r%d"}
                    """.formatted(i, DAY.plusSeconds(i * 300L), i % 5, i / 2, i / 5, i / 4));
        }
        return lines.toString();
    }
}
