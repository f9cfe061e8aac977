package dev.tally.retention;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.HeldTransaction;
import dev.tally.testing.ManyConnections;
import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is left when months of events are dropped. The horizon is that of the whole service and never moves back, so that each
 * test has months of its own, each later than those before: it keeps the second and drops the first.
 */
@QuarkusTest
@TestProfile(ManyConnections.class)
class RetentionTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final TestClock clock = new TestClock();

    private TestAccount account;
    private String key;
    private YearMonth old;
    private YearMonth kept;

    @BeforeEach
    void begin() {
        account = TestAccount.team();
        key = account.key("ingest", "read", "admin");
        old = YearMonth.of(2003, 1).plusMonths(3L * TESTS.getAndIncrement());
        kept = old.plusMonths(1);
    }

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    /** Two events of model m and one of n in the old month, one of m in the other; the first task spans both. */
    private void post() {
        TestEvents.record(account, """
                {"id":"a","time":"OLD-10T10:07:00Z","model":"m","cost":1,"duration_ms":10,"task_id":"t","email":"a@example.com"}
                {"id":"b","time":"OLD-10T10:20:00Z","model":"m","cost":2,"duration_ms":30,"work_order_id":"w","project_id":"p"}
                {"id":"c","time":"OLD-20T11:00:00Z","model":"n","cost":4,"task_id":"u","task_status":"done","task_started_at":"OLD-19"}
                {"id":"d","time":"KEPT-05T09:00:00Z","model":"m","cost":8,"duration_ms":50,"task_id":"t","work_order_id":"w"}
                """.replace("OLD", old.toString()).replace("KEPT", kept.toString()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersStayWhatTheyWere(boolean rolled) {
        post();
        if (rolled) {
            administer("roll");
        }
        String all = "from=" + old + "-01&to=" + kept + "-28";
        String[] questions = {
            all + "&group_by=model&granularity=day",
            all + "&group_by=model&group_by=project_id&granularity=month",
            all + "&work_order_id=w&group_by=model",
            "to=" + kept + "-28&granularity=hour",
            "from=" + old + "-10T10:15:00Z&to=" + old + "-10T10:30:00Z",
        };
        String[] before = new String[questions.length];
        for (int i = 0; i < questions.length; i++) {
            before[i] = lasting(query(questions[i]).statusCode(200));
        }

        retain().body("kept_since", equalTo(kept + "-01T00:00:00Z"))
                .body("waiting", empty())
                .body("dropped", hasItem(table(old)));

        for (int i = 0; i < questions.length; i++) {
            assertEquals(before[i], lasting(query(questions[i]).statusCode(200)), questions[i]);
        }
        assertEquals(1, count("usage_event"));
        assertEquals(1, count("event_key"));
        administer("rebuild");
        for (int i = 0; i < questions.length; i++) {
            assertEquals(before[i], lasting(query(questions[i]).statusCode(200)), "rebuilt: " + questions[i]);
        }
        retain().body("dropped", empty()).body("waiting", empty());
    }

    @Test
    void whatCellsDoNotAnswerIsRefusedAndSaysWhatIsLeft() {
        post();
        retain();
        String horizon = kept + "-01T00:00:00Z";

        String[] refused = {
            "from=" + old + "-10T10:10:00Z&to=" + kept + "-28",
            "from=" + old + "-10T10:15:00Z&to=" + kept + "-28&group_by=model&group_by=email",
            "from=" + old + "-01&to=" + kept + "-28&group_by=model&group_by=email&project_id=p",
        };
        for (String question : refused) {
            query(question).statusCode(422).body("detail", containsString(horizon));
        }
        query("from=" + kept + "-01T00:10:00Z&to=" + kept + "-28&group_by=model&group_by=email&project_id=p")
                .statusCode(200);
        as(key).get("/surnex/v1/usage?from=" + old + "-10T10:10:00Z&to=" + kept + "-28T00:00:00Z")
                .then()
                .statusCode(422)
                .body("error.message", containsString(horizon));
    }

    @Test
    void whatIsTooOldIsRefusedByName() {
        post();
        retain();

        String late = "{\"id\":\"late\",\"time\":\"" + old + "-11\"}";
        String good = "{\"id\":\"good\",\"time\":\"" + kept + "-11\"}";
        for (int i = 0; i < 2; i++) {
            as(key).body("[" + late + "," + good + "]")
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("recorded", equalTo(1 - i))
                    .body("duplicates", equalTo(i))
                    .body("errors[0].id", equalTo("late"))
                    .body("errors[0].field", equalTo("time"))
                    .body("errors[0].code", equalTo("too_old"));
        }
        as(key).delete("/v1/events/a").then().statusCode(404);
        as(key).body("{}").put("/v1/events/a").then().statusCode(404);
        as(key).body("{\"time\":\"" + old + "-11\"}")
                .put("/v1/events/d")
                .then()
                .statusCode(400)
                .body("field", equalTo("time"))
                .body("code", equalTo("too_old"));
        assertEquals(2, count("usage_event"));
    }

    /** The task began before the horizon; of its events only d is left, and then none. */
    @Test
    void aTaskThatBeganBeforeTheHorizonStaysWhenALaterEventIsVoided() {
        post();
        retain();
        String months = "from=" + old + "-01&to=" + kept + "-28&granularity=month&group_by=model";

        as(key).delete("/v1/events/d").then().statusCode(204);

        for (int i = 0; i < 2; i++) {
            // Events a, b and c are left: 1 + 2 + 4. Task t counts under m, where a was, and u under n.
            query(months)
                    .statusCode(200)
                    .body("totals.events", equalTo(3))
                    .body("totals.cost.amount", equalTo(7))
                    .body("totals.tasks", equalTo(2))
                    .body("totals.work_orders", equalTo(1))
                    .body("groups.find { it.key.model == 'm' }.tasks", equalTo(1))
                    .body("groups.find { it.key.model == 'n' }.tasks", equalTo(1))
                    .body("series[0].totals.tasks", equalTo(2));
            administer("rebuild");
        }
    }

    /** An event that comes later says that a task began before the horizon, or before it was thought to have. */
    @Test
    void aTaskMayTurnOutToHaveBegunBeforeTheHorizon() {
        post();
        TestEvents.record(account, "{\"id\":\"e\",\"time\":\"" + kept + "-06\",\"task_id\":\"v\",\"model\":\"m\"}");
        retain();
        administer("roll");
        TestEvents.record(
                account,
                "{\"id\":\"f\",\"time\":\"%s-07\",\"task_id\":\"v\",\"task_started_at\":\"%s-28\",\"model\":\"m\"}"
                        .formatted(kept, old));

        String months = "from=" + old + "-01&to=" + kept + "-28&granularity=month";
        for (String step : new String[] {"roll", "rebuild", "rebuild"}) {
            query(months)
                    .statusCode(200)
                    .body("totals.tasks", equalTo(3))
                    .body("series[0].totals.tasks", equalTo(3))
                    .body("series[1].totals.tasks", equalTo(0))
                    .body("totals.events", equalTo(6));
            administer(step);
        }
        as(key).delete("/v1/events/f").then().statusCode(204);
        // Nothing tells any more that it began earlier than its first event.
        query(months).body("series[1].totals.tasks", equalTo(1)).body("totals.tasks", equalTo(3));
    }

    /** No cell tells what was used before a reset and what after, unless it is where a quarter-hour begins. */
    @ParameterizedTest
    @ValueSource(strings = {"-10T10:12:34.500Z", "-10T10:15:00Z", "-10T10:29:59.999999Z", "-28T23:46:00Z"})
    void whatWasUsedSinceAResetIsKnownThoughItsEventsAreGone(String time) {
        Instant reset = Instant.parse(old + time);
        TestEvents.record(account, """
                {"id":"before","time":"%s","credits":1}
                {"id":"at","time":"%s","credits":2}
                {"id":"own-key","time":"%s","credits":100,"byok":true,"neo_cost":16}
                {"id":"later","time":"%s","credits":4}
                {"id":"kept","time":"%s-05T09:00:00Z","credits":8}
                """.formatted(
                        reset.minus(1, ChronoUnit.MICROS),
                        reset,
                        reset.plus(1, ChronoUnit.MICROS),
                        reset.plus(20, ChronoUnit.MINUTES),
                        kept));
        clock.stopAt(reset);
        asAdministrator().post(account.path("/credits/reset")).then().statusCode(200);

        retain().body("waiting", empty()).body("dropped", hasItem(table(old)));

        asAdministrator().get(account.path("/credits")).then().statusCode(200).body("used", equalTo(2 + 16 + 4 + 8));
        as(key).get("/neo/api/v1/usage/summary").then().statusCode(200);
        asAdministrator()
                .post(account.path("/credits/reset"))
                .then()
                .statusCode(200)
                .body("used", equalTo(0));
    }

    @Test
    void queriesAndEventsGoOnWhileAMonthIsDropped() {
        post();
        HeldTransaction reader = HeldTransaction.of(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM usage_event");
        CompletableFuture<ValidatableResponse> run = CompletableFuture.supplyAsync(this::retain);
        await("SELECT count(*) FROM usage_retention WHERE horizon = '" + kept + "-01 00:00:00+00'");
        eventsAndQueriesGoOn("1");
        HeldTransaction later = HeldTransaction.of("SELECT count(*) FROM usage_event");
        reader.rollback();
        await("SELECT count(*) FROM usage_event_partitions WHERE detaching");
        eventsAndQueriesGoOn("2");
        later.rollback();

        run.join().body("waiting", empty()).body("dropped", hasItem(table(old)));
        eventsAndQueriesGoOn("3");
    }

    private void eventsAndQueriesGoOn(String id) {
        TestEvents.record(account, "{\"id\":\"on-" + id + "\",\"time\":\"" + kept + "-07\",\"cost\":16}");
        // 1 + 2 + 4 + 8, and 16 for each that came since.
        query("from=" + old + "-01&to=" + kept + "-28")
                .statusCode(200)
                .body("totals.cost.amount", equalTo(15 + 16 * Integer.parseInt(id)));
    }

    /** What a run leaves behind that ends after each of its steps. */
    @ParameterizedTest
    @ValueSource(strings = {"HORIZON", "REBUILT", "DETACHED"})
    void theNextRunGoesOnWhereOneEnded(String end) {
        post();
        ServiceDatabase.execute("SELECT move_usage_horizon('" + kept + "-01 00:00:00+00')");
        as(key).body("{\"id\":\"late\",\"time\":\"" + old + "-11\"}")
                .post("/v1/events")
                .then()
                .body("errors[0].code", equalTo("too_old"));
        if (end.equals("REBUILT")) {
            administer("rebuild");
            query("from=" + old + "-01&to=" + kept + "-28").statusCode(200).body("totals.cost.amount", equalTo(15));
        }
        if (end.equals("DETACHED")) {
            administer("roll");
            ServiceDatabase.execute("ALTER TABLE usage_event DETACH PARTITION " + table(old));
        }

        retain().body("waiting", empty()).body("dropped", hasItem(table(old)));

        query("from=" + old + "-01&to=" + kept + "-28").statusCode(200).body("totals.cost.amount", equalTo(15));
        assertEquals(1, count("event_key"));
    }

    @Test
    void aMonthThatIsStillUsedIsLeftToTheNextRun() {
        post();
        HeldTransaction reader = HeldTransaction.of(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM usage_event");

        retain().body("waiting", hasItem(table(old))).body("dropped", not(hasItem(table(old))));
        reader.rollback();

        retain().body("waiting", empty()).body("dropped", hasItem(table(old)));
    }

    @Test
    void theMonthsToComeAreMadeAhead() {
        retain();

        // The clock stands in the second month after the one that is kept.
        for (int ahead = 2; ahead <= 4; ahead++) {
            assertEquals(
                    1,
                    number("SELECT count(*) FROM usage_event_partitions WHERE attached AND name = '"
                            + table(kept.plusMonths(ahead)) + "'"));
        }
    }

    /** Runs at a time at which the old month is 60 days past and the other is not. */
    private ValidatableResponse retain() {
        Instant end = kept.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        clock.stopAt(end.plus(Duration.ofDays(61)));
        return asAdministrator().post("/v1/admin/retention").then().statusCode(200);
    }

    private void administer(String what) {
        asAdministrator()
                .header("X-Tally-Account", account.id())
                .post("/v1/admin/" + what)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse query(String parameters) {
        return as(key).get("/v1/query?" + parameters).then();
    }

    private static String lasting(ValidatableResponse answer) {
        return answer.extract().asString().replaceAll("\"freshness\":\\{[^}]*\\}", "");
    }

    private static String table(YearMonth month) {
        return "usage_event_" + month.toString().replace('-', '_');
    }

    private long count(String table) {
        return number("SELECT count(*) FROM " + table + " WHERE account_id = '" + account.id() + "'");
    }

    private long number(String sql) {
        return ServiceDatabase.number(sql);
    }

    private void await(String sql) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (number(sql) == 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("still nothing: " + sql);
            }
        }
    }
}
