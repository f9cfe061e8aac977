package dev.tally.rollup;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestAccount;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** What is folded while it is in memory comes to the same cells as what is read, and nothing comes to them twice. */
@QuarkusTest
@DisabledIf(
        value = "dev.tally.testing.TestCluster#isUsed",
        disabledReason = "the function that stores events on a cluster does not say in which batch they are")
class EarlyFoldsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Every column that cells are made of, with unusual values; the last says as little as an event can. */
    private static final String EVENTS = """
            {'id':'a','time':'2026-05-20T12:00:00.123456Z','model':'m','provider':'p','operation':'chat','project_id':'one',\
            'project_name':'One','email':'A@example.com','profile':'fast','work_order_id':'w','run_id':'r','task_id':'t',\
            'task_status':'running','task_started_at':'2026-05-19T23:59:59.999999Z','snapshot_id':'s',\
            'snapshot_status':'complete','http_status':200,'duration_ms':1234,'input_tokens':1000,'output_tokens':50,\
            'cached_input_tokens':900,'cost':0.12000,'llm_cost':1e-7,'credits':3,'synapses':1.5,'neurons':2e3,'steps':4,\
            'tool_calls':5,'agent_triggers':6,'metadata':{'k':'v'}}
            {'id':'b','time':'2026-05-20T12:00:00Z','model':'m','project_id':'one','project_name':'Uno','currency':'BWP',\
            'cost':10,'llm_cost':0.3,'byok':true,'credits':7,'neo_cost':0.25,'success':false,'http_status':503,\
            'task_id':'t','task_status':'failed'}
            {'id':'c','time':'2026-05-20T12:14:59.999999Z','model':'é 漢字','http_status':404,'duration_ms':0,'task_id':'u'}
            {'id':'d','time':'2026-05-31T23:59:59Z','currency':'USD','cost':99999999999.999999}
            {'id':'e','time':'2026-05-20T12:00:00Z'}
            """;

    @Inject
    MeterRegistry registry;

    @Inject
    EarlyFolds earlyFolds;

    private TestAccount account;

    @BeforeEach
    void open() {
        account = TestAccount.team();
        TestAccount.asAdministrator()
                .contentType("application/json")
                .body(Map.of("rate", new BigDecimal("0.0731"), "effective_from", "2000-01-01"))
                .put("/v1/currency-rates/BWP/USD")
                .then()
                .statusCode(200);
    }

    @Test
    void theyComeToTheCellsOfWhatIsStored() {
        postAndAwaitFold(EVENTS, 5);

        assertEquals(5, rolledEarlyOf(5));

        assertCellsAreThoseOfStoredEvents();
    }

    @Test
    void onlyWhatIsNewIsFolded() {
        postAndAwaitFold("""
                {'id':'a','time':'2026-05-20T12:00:00Z','input_tokens':1}
                {'id':'a','time':'2026-05-20T12:00:00Z','input_tokens':1}
                {'id':'a','time':'2026-05-20T12:00:00Z','input_tokens':2}
                """, 1);
        postAndAwaitFold("""
                {'id':'b','time':'2026-05-21T12:00:00Z','input_tokens':10}
                {'id':'a','time':'2026-05-20T12:00:00Z','input_tokens':1}
                {'id':'a','time':'2026-05-20T12:00:00Z','input_tokens':2}
                """, 1);

        assertEquals(2, rolledEarlyOf(2));

        totals().body("totals.events", equalTo(2)).body("totals.input_tokens", equalTo(11));
        assertCellsAreThoseOfStoredEvents();
    }

    @Test
    void whatIsStoredAllOrNothingIsFoldedOnceItIs() {
        postAndAwaitFold("{'id':'a','time':'2026-05-20T12:00:00Z','input_tokens':1}", 1);
        TestAccount.as(account.key("ingest"))
                .contentType("application/json")
                .body(json("[{'id':'a','time':'2026-05-20T12:00:00Z','input_tokens':2},{'id':'b','input_tokens':4}]"))
                .post("/v1/events?atomic=true")
                .then()
                .statusCode(400);
        TestAccount.as(account.key("ingest"))
                .contentType("application/json")
                .body(json("[{'id':'c','time':'2026-05-21T12:00:00Z','input_tokens':8}]"))
                .post("/v1/events?atomic=true")
                .then()
                .statusCode(200);
        await(account, 2);

        assertEquals(2, rolledEarlyOf(2));

        totals().body("totals.events", equalTo(2)).body("totals.input_tokens", equalTo(9));
    }

    /** A corrected event is in a batch of its own, and gone from the one that was folded. */
    @Test
    void afterACorrectionAllIsRead() {
        postAndAwaitFold(EVENTS, 5);
        TestAccount.asAdministrator()
                .header("X-Tally-Account", account.id())
                .delete("/v1/events/c")
                .then()
                .statusCode(204);
        TestAccount.asAdministrator()
                .header("X-Tally-Account", account.id())
                .contentType("application/json")
                .body(json("{'id':'e','time':'2026-05-20T12:00:00Z','input_tokens':3}"))
                .put("/v1/events/e")
                .then()
                .statusCode(200);

        assertEquals(0, rolledEarlyOf(4));

        totals().body("totals.events", equalTo(4)).body("totals.input_tokens", equalTo(1003));
        assertCellsAreThoseOfStoredEvents();
    }

    /** As another instance would roll it: without knowing what was folded here. And then nothing is, for a while. */
    @Test
    void whatSomebodyElseRolledIsNotRolledAgain() {
        postAndAwaitFold(EVENTS, 5);
        rebuild();
        postAndAwaitFold("{'id':'late','time':'2026-05-22T12:00:00Z'}", 1);

        assertEquals(0, rolledEarlyOf(1));

        totals().body("totals.events", equalTo(6));
        post(account, "{'id':'later','time':'2026-05-20T12:00:00Z'}").body("recorded", equalTo(1));
        TestAccount other = TestAccount.team();
        post(other, "{'id':'later','time':'2026-05-20T12:00:00Z'}").body("recorded", equalTo(1));
        await(other, 1);
        assertEquals(0, earlyFolds.events(UUID.fromString(account.id())), "folded although somebody else rolls");
        assertEquals(0, rolledEarlyOf(1));
        totals().body("totals.events", equalTo(7));
    }

    /** A roll may list a batch before it is known here that it is committed. */
    @Test
    void whatARollListedIsNotKept() {
        postAndAwaitFold(EVENTS, 5);
        long batch = ServiceDatabase.number(
                "SELECT batch_id FROM pending_batch WHERE account_id = ?", UUID.fromString(account.id()));

        earlyFolds.rolling(UUID.fromString(account.id()), List.of(batch));

        assertEquals(0, earlyFolds.events(UUID.fromString(account.id())));
        assertEquals(0, rolledEarlyOf(5));
        assertCellsAreThoseOfStoredEvents();
    }

    @Test
    void whatARollHeldIsGivenBack() {
        long before = sums();
        postAndAwaitFold(EVENTS, 5);
        assertTrue(sums() > 0);

        assertEquals(5, rolledEarlyOf(5));

        assertTrue(sums() <= before, () -> sums() + " sums are held, after " + before);
    }

    private void assertCellsAreThoseOfStoredEvents() {
        List<List<Object>> cells = cells();
        assertFalse(cells.isEmpty());

        rebuild();

        assertEquals(cells(), cells);
    }

    private void postAndAwaitFold(String lines, int recorded) {
        long before = earlyFolds.events(UUID.fromString(account.id()));
        post(account, lines).body("recorded", equalTo(recorded));
        await(account, before + recorded);
    }

    private void await(TestAccount whose, long events) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (earlyFolds.events(UUID.fromString(whose.id())) != events) {
            assertTrue(System.nanoTime() < deadline, "not all was folded");
            Thread.onSpinWait();
        }
    }

    private long sums() {
        return (long) registry.get("tally.roll.early.sums").gauge().value();
    }

    /** Rolls so many events, and returns how many of them were not read. */
    private long rolledEarlyOf(int events) {
        double before = registry.get("tally.roll.early.events").counter().count();
        administer("roll").body("events", equalTo(events));
        return (long) (registry.get("tally.roll.early.events").counter().count() - before);
    }

    private void rebuild() {
        administer("rebuild");
    }

    private ValidatableResponse administer(String what) {
        return TestAccount.asAdministrator()
                .header("X-Tally-Account", account.id())
                .post("/v1/admin/" + what)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse post(TestAccount account, String lines) {
        return TestAccount.as(account.key("ingest"))
                .contentType("application/x-ndjson")
                .body(json(lines).getBytes(StandardCharsets.UTF_8))
                .post("/v1/events")
                .then();
    }

    private static String json(String quoted) {
        return quoted.replace('\'', '"');
    }

    private ValidatableResponse totals() {
        return TestAccount.as(account.key("read"))
                .get("/v1/query?from=2026-05-01&to=2026-05-31")
                .then()
                .statusCode(200)
                .body("freshness.pending_events", equalTo(0));
    }

    private List<List<Object>> cells() {
        return ServiceDatabase.rows("""
                SELECT facet, grain, bucket_start, key_1, key_2, key_3, encode(measures, 'hex'), encode(durations, 'hex')
                FROM usage_cell WHERE account_id = ? ORDER BY facet, grain, bucket_start, hash_1, hash_2, hash_3
                """, UUID.fromString(account.id()));
    }
}
