package dev.tally.correction;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.RawAnswer;
import dev.tally.testing.RawConnection;
import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestClock;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are voided or corrected, whether they are pending or in cells. */
@QuarkusTest
class CorrectionTest {
    private static final String MAY = "from=2026-05-01&to=2026-05-31";

    private final TestClock clock = new TestClock();

    @TestHTTPResource
    URI service;

    private Correcting usage;

    @BeforeEach
    void makeAccount() {
        usage = Correcting.team();
    }

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    private void postThree(boolean rolled) {
        usage.post("""
                {"id":"a","time":"2026-05-01T10:05:00Z","model":"m","cost":1,"input_tokens":10,"duration_ms":100}
                {"id":"b","time":"2026-05-01T10:10:00Z","model":"m","cost":2,"input_tokens":20,"duration_ms":300}
                {"id":"c","time":"2026-05-02T10:00:00Z","model":"n","cost":4,"input_tokens":40,"duration_ms":500}
                """);
        usage.rollIf(rolled);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVoidedEventIsInNoAnswer(boolean rolled) {
        postThree(rolled);

        usage.delete("b").statusCode(204);

        // What is left: a and c, cost 1 + 4, tokens 10 + 40, durations 100 and 500.
        usage.query(MAY + "&group_by=model&granularity=day")
                .body("totals.events", equalTo(2))
                .body("totals.cost.amount", equalTo(5))
                .body("totals.input_tokens", equalTo(50))
                .body("totals.duration_ms.count", equalTo(2))
                .body("totals.duration_ms.avg", equalTo(300))
                .body("totals.duration_ms.p50", equalTo(100))
                .body("totals.duration_ms.max", equalTo(500))
                .body("groups.key.model", contains("n", "m"))
                .body("groups.events", contains(1, 1))
                .body("groups.cost.amount", contains(4, 1))
                .body("groups.duration_ms.max", contains(500, 100))
                .body("series.find { it.start.startsWith('2026-05-01') }.totals.cost.amount", equalTo(1))
                .body("series.find { it.start.startsWith('2026-05-02') }.totals.cost.amount", equalTo(4));
    }

    @Test
    void noOtherEventIsVoidedThanTheOneThatIsNamed() {
        usage.post("""
                {"id":"a","time":"2026-05-01T10:05:00Z","cost":1}
                {"id":"a;b","time":"2026-05-01T10:10:00Z","cost":2}
                """);

        usage.request("DELETE", "/v1/events/a;b").statusCode(400);
        usage.query(MAY).body("totals.cost.amount", equalTo(3));

        usage.request("DELETE", "/v1/events/a%3Bb").statusCode(204);
        usage.query(MAY).body("totals.cost.amount", equalTo(1));
    }

    @Test
    void aSlashThatIsNotEncodedNamesNoOtherEvent() throws IOException {
        usage.post("""
                {"id":"a","time":"2026-05-01T10:05:00Z","cost":1}
                {"id":"/a","time":"2026-05-01T10:10:00Z","cost":2}
                {"id":"a/","time":"2026-05-01T10:15:00Z","cost":4}
                """);

        RawAnswer refused = delete("/v1/events//a");
        assertEquals(400, refused.status());
        assertTrue(refused.text().contains("slash"), refused.text());
        assertEquals(400, delete("/v1/events/a/").status());
        assertEquals(400, delete("/v1/events/x/../a").status());
        assertEquals(400, delete("/v1/events/./a").status());
        usage.query(MAY).body("totals.cost.amount", equalTo(7));

        assertEquals(204, delete("/v1/events/%2Fa").status());
        assertEquals(204, delete("/v1/events/a%2F").status());
        assertEquals(204, delete("//v1/events/a").status());
        usage.query(MAY).body("totals.events", equalTo(0));
    }

    /** Of a path just as it is written, which HTTP clients would tidy up. */
    private RawAnswer delete(String path) throws IOException {
        try (RawConnection connection = new RawConnection(service, Duration.ofSeconds(30))) {
            String request = "DELETE " + path + " HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + usage.key() + "\r\n\r\n";
            connection.send(request.getBytes(UTF_8));
            return connection.answer().orElseThrow();
        }
    }

    @Test
    void parametersThatDoNotExistAreRefused() {
        postThree(false);

        usage.request("DELETE", "/v1/events/a?dry_run=true").statusCode(400).body("field", equalTo("dry_run"));
        usage.request("PUT", "/v1/events/a?dry_run=true").statusCode(400).body("field", equalTo("dry_run"));
        usage.request("GET", "/v1/events/a/changes?page=2").statusCode(400).body("field", equalTo("page"));
        usage.query(MAY).body("totals.events", equalTo(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastEventOfAGroupTakesTheGroupAlong(boolean rolled) {
        postThree(rolled);

        usage.delete("c").statusCode(204);
        usage.delete("a").statusCode(204);
        usage.query(MAY + "&group_by=model")
                .body("groups.key.model", contains("m"))
                .body("totals.duration_ms.max", equalTo(300))
                .body("totals.cost.amount", equalTo(2));

        usage.delete("b").statusCode(204);
        usage.query(MAY + "&group_by=model").body("groups", empty()).body("totals.events", equalTo(0));
        assertEquals(0, count("usage_cell"));
        assertEquals(0, count("usage_event"));
        assertEquals(0, count("event_key"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCorrectedEventIsCountedAsWhatItIsNow(boolean rolled) {
        postThree(rolled);

        usage.put("a", "{\"time\":\"2026-04-30T23:59:59Z\",\"model\":\"n\",\"cost\":8,\"duration_ms\":50}")
                .statusCode(200)
                .body("changed", equalTo(true));

        usage.query(MAY + "&group_by=model")
                .body("totals.events", equalTo(2))
                .body("totals.cost.amount", equalTo(6))
                .body("groups.cost.amount", contains(4, 2));
        // Cost 8 + 4 of model n, 2 of model m; no input tokens of a any more: 20 + 40.
        usage.query("from=2026-04-01&to=2026-05-31&group_by=model")
                .body("totals.input_tokens", equalTo(60))
                .body("groups.key.model", contains("n", "m"))
                .body("groups.cost.amount", contains(12, 2))
                .body("groups.duration_ms.p50", contains(50, 300));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSameContentIsNoChange(boolean rolled) {
        postThree(rolled);
        long version = version();

        usage.put("a", """
                        {"id":"a","time":"2026-05-01T12:05:00+02:00","model":"m","cost":1.0,"input_tokens":10,
                         "duration_ms":100}
                        """).statusCode(200).body("changed", equalTo(false));

        usage.changes("a").body("changes", empty()).body("next", nullValue());
        assertEquals(version, version());
    }

    @Test
    void theSameContentAtTheSameTimeIsNoChangeWhoeverSaidTheTime() {
        clock.stopAt(Instant.parse("2026-05-03T09:00:00Z"));
        usage.post("{\"id\":\"assigned\",\"cost\":1}");
        usage.post("{\"id\":\"said\",\"time\":\"2026-05-03T08:00:00Z\",\"cost\":1}");

        usage.put("said", "{\"cost\":1}").statusCode(200).body("changed", equalTo(false));
        usage.put("assigned", "{\"time\":\"2026-05-03T09:00:00Z\",\"cost\":1}")
                .statusCode(200)
                .body("changed", equalTo(false));
        usage.changes("said").body("changes", empty());
        usage.changes("assigned").body("changes", empty());
        // Sent again as it was posted, and as it was said since, each is a repetition.
        for (String repeated : List.of(
                "{\"id\":\"said\",\"time\":\"2026-05-03T08:00:00Z\",\"cost\":1}",
                "{\"id\":\"assigned\",\"time\":\"2026-05-03T09:00:00Z\",\"cost\":1}")) {
            as(usage.key())
                    .body(repeated)
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("duplicates", equalTo(1));
        }

        usage.put("assigned", "{\"time\":\"2026-05-03T08:59:59Z\",\"cost\":1}")
                .statusCode(200)
                .body("changed", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyChangeIsANewVersion(boolean rolled) {
        postThree(rolled);
        long before = version();

        usage.put("a", "{\"model\":\"o\"}").statusCode(200);
        long corrected = version();
        usage.delete("a").statusCode(204);
        long voided = version();
        usage.delete("b").statusCode(204);
        usage.delete("c").statusCode(204);

        assertTrue(before < corrected, before + " " + corrected);
        assertTrue(corrected < voided, corrected + " " + voided);
        assertTrue(voided < version(), voided + " " + version());
        long last = version();
        usage.roll();
        assertEquals(last, version());
    }

    @Test
    void withoutATimeAnEventKeepsItsTime() {
        clock.stopAt(Instant.parse("2026-05-03T09:00:00Z"));
        usage.post("{\"id\":\"a\",\"cost\":1}");
        clock.stopAt(Instant.parse("2026-06-20T09:00:00Z"));

        usage.put("a", "{\"cost\":2}").statusCode(200).body("changed", equalTo(true));
        usage.put("a", "{\"cost\":2}").statusCode(200).body("changed", equalTo(false));

        usage.query(MAY).body("totals.cost.amount", equalTo(2));
        as(usage.key())
                .body("{\"id\":\"a\",\"cost\":2}")
                .post("/v1/events")
                .then()
                .body("duplicates", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aVoidedIdMayBePostedAgain(boolean rolled) {
        postThree(rolled);
        usage.delete("a").statusCode(204);

        usage.post("{\"id\":\"a\",\"time\":\"2026-05-04\",\"model\":\"m\",\"cost\":16}");
        usage.rollIf(rolled);

        // 2 + 4 + 16.
        usage.query(MAY).body("totals.cost.amount", equalTo(22)).body("totals.events", equalTo(3));
        usage.delete("a").statusCode(204);
        usage.query(MAY).body("totals.cost.amount", equalTo(6));
        usage.changes("a").body("changes.action", contains("void", "void"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTaskIsWhatItsOtherEventsSay(boolean rolled) {
        usage.post("""
                {"id":"1","time":"2026-05-01T10:00:00Z","task_id":"t","task_status":"running","model":"m"}
                {"id":"2","time":"2026-05-02T10:00:00Z","task_id":"t","task_status":"done","model":"m"}
                {"id":"3","time":"2026-05-03T10:00:00Z","task_id":"t","work_order_id":"w","model":"n"}
                """);
        usage.rollIf(rolled);
        String days = MAY + "&granularity=day&group_by=model";
        usage.query(days).body("series.findAll { it.totals.tasks > 0 }.start", hasSize(1));

        usage.delete("1").statusCode(204);

        // The task starts with event 2 now; it was used under both models, its work order under one.
        usage.query(days)
                .body("totals.tasks", equalTo(1))
                .body("totals.work_orders", equalTo(1))
                .body("groups.find { it.key.model == 'm' }.tasks", equalTo(1))
                .body("groups.find { it.key.model == 'n' }.tasks", equalTo(1))
                .body("series.find { it.totals.tasks > 0 }.start", equalTo("2026-05-02T00:00:00Z"));

        usage.delete("2").statusCode(204);
        usage.query(days)
                .body("totals.tasks", equalTo(1))
                .body("groups.key.model", contains("n"))
                .body("series.find { it.totals.tasks > 0 }.start", equalTo("2026-05-03T00:00:00Z"));

        usage.delete("3").statusCode(204);
        usage.query(days).body("totals.tasks", equalTo(0)).body("totals.work_orders", equalTo(0));
        assertEquals(0, count("unit_of_work"));
        assertEquals(0, count("unit_use"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProjectGetsBackTheNameThatItHadBefore(boolean rolled) {
        usage.post("""
                {"id":"1","time":"2026-05-01","project_id":"p","project_name":"Old","credits":1,"task_id":"t"}
                {"id":"2","time":"2026-05-02","project_id":"p","project_name":"New","credits":2,"task_id":"u"}
                """);
        usage.rollIf(rolled);

        usage.delete("2").statusCode(204);

        as(usage.key())
                .get("/neo/api/v1/usage/summary?from=2026-05-01&to=2026-05-31")
                .then()
                .statusCode(200)
                .body("by_project.project_name", contains("Old"))
                .body("by_project.neo_credits", contains(1))
                .body("by_project.tasks", contains(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theWindowSinceTheFirstEventMovesWithIt(boolean rolled) {
        postThree(rolled);

        usage.delete("a").statusCode(204);

        usage.query("to=2026-05-31").body("window.from", equalTo("2026-05-01T10:10:00Z"));
    }

    @Test
    void theAuditTrailSaysWhoChangedWhatAndWhen() {
        clock.stopAt(Instant.parse("2026-06-01T09:00:00Z"));
        usage.post("""
                {"id":"a","time":"2026-05-01T10:05:00.25Z","model":"m","cost":0.10,"metadata":{"x":"1"},"task_id":"t"}
                """);
        String personal = usage.account().member("ada@example.com", "admin").personalKey("ada@example.com", "admin");
        String keyId = as(usage.key())
                .get(usage.account().path("/keys"))
                .path("keys.find { it.email == 'ada@example.com' }.id");

        as(personal)
                .body("{\"time\":\"2026-05-01T10:05:00.25Z\",\"model\":\"n\",\"cost\":0.3}")
                .put("/v1/events/a")
                .then()
                .statusCode(200);
        as(usage.account().token("ada@example.com"))
                .body("{\"time\":\"2026-05-02\"}")
                .put("/v1/events/a")
                .then()
                .statusCode(200);
        asAdministrator()
                .header("X-Tally-Account", usage.account().id())
                .delete("/v1/events/a")
                .then()
                .statusCode(204);

        usage.changes("a")
                .body("changes.action", contains("correct", "correct", "void"))
                .body("changes.caller", contains("key", "token", "administrator"))
                .body("changes.key_id", contains(keyId, null, null))
                .body("changes.email", contains("ada@example.com", "ada@example.com", null))
                .body("changes.changed_at[0]", equalTo("2026-06-01T09:00:00Z"))
                .body("changes[0].before.id", equalTo("a"))
                .body("changes[0].before.time", equalTo("2026-05-01T10:05:00.250000Z"))
                .body("changes[0].before.model", equalTo("m"))
                .body("changes[0].before.metadata.x", equalTo("1"))
                .body("changes[0].before.task_id", equalTo("t"))
                .body(containsString("\"cost\": 0.1,"))
                .body("changes[0].after.model", equalTo("n"))
                .body("changes[1].before.model", equalTo("n"))
                .body("changes[1].after.time", equalTo("2026-05-02T00:00:00.000000Z"))
                .body("changes[2].after", nullValue());
        String next = as(usage.key())
                .get("/v1/events/a/changes?limit=2")
                .then()
                .body("changes.action", contains("correct", "correct"))
                .extract()
                .path("next");
        as(usage.key())
                .get("/v1/events/a/changes?limit=2&after=" + next)
                .then()
                .body("changes.action", contains("void"))
                .body("next", nullValue());
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        usage.delete("a").statusCode(404);
        usage.put("a", "{}").statusCode(404);
        usage.changes("a").body("changes", empty());

        Correcting other = Correcting.team();
        other.post("{\"id\":\"a\"}");
        usage.delete("a").statusCode(404);
        other.delete("a").statusCode(204);
        other.delete("a").statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"b\"}|id|invalid_value",
                "{\"costs\":1}|costs|unknown_field",
                "{\"cost\":-1}|cost|out_of_range",
                "{\"time\":\"2999-01-01\"}|time|time_in_future",
                "{\"task_status\":\"done\"}|task_id|missing_field",
                "{\"currency\":\"XTS\",\"cost\":1}|currency|no_currency_rate",
                "[{}]||wrong_type",
                "[]||wrong_type",
            })
    void aBodyThatIsNoGoodEventIsRefused(String body, String field, String code) {
        usage.post("{\"id\":\"a\",\"cost\":1}");

        usage.put("a", body).statusCode(400).body("field", equalTo(field)).body("code", equalTo(code));

        usage.query("to=2999-01-01").body("totals.cost.amount", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "nothing"})
    void aBodyThatIsNotJsonIsRefused(String body) {
        usage.post("{\"id\":\"a\",\"cost\":1}");

        usage.put("a", body).statusCode(400);
    }

    @Test
    void anIdMayHaveAnyCharacters() {
        usage.post("{\"id\":\"a/b c%?ü\",\"cost\":1}");

        usage.put("a/b c%?ü", "{\"cost\":2}").statusCode(200).body("changed", equalTo(true));
        usage.query("to=2999-01-01").body("totals.cost.amount", equalTo(2));
        usage.delete("a/b c%?ü").statusCode(204);
        usage.changes("a/b c%?ü").body("changes", hasSize(2));
    }

    /** 1,002 durations are a sketch, 1,000 are not. */
    @Test
    void percentilesAreExactAgainWhenFewAreLeft() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1002; i++) {
            lines.append("{\"id\":\"%d\",\"time\":\"2026-05-01\",\"duration_ms\":%d}\n".formatted(i, i + 1));
        }
        usage.post(lines.toString());
        usage.roll();
        usage.query(MAY).body("totals.duration_ms.accuracy", equalTo(0.005f));

        usage.delete("0").statusCode(204);
        usage.delete("1").statusCode(204);

        // 3 to 1002: the 500th of 1,000 is 502.
        usage.query(MAY).body("totals.duration_ms.accuracy", equalTo(0)).body("totals.duration_ms.p50", equalTo(502));
    }

    private long version() {
        return number("WITH account (id) AS (VALUES (?::uuid))"
                + " SELECT coalesce((SELECT version FROM account_usage, account WHERE account_id = id), 0)"
                + " + (SELECT count(*) FROM pending_batch, account WHERE account_id = id)");
    }

    private long count(String table) {
        return number("SELECT count(*) FROM " + table + " WHERE account_id = ?");
    }

    private long number(String sql) {
        return ServiceDatabase.number(sql, UUID.fromString(usage.account().id()));
    }
}
