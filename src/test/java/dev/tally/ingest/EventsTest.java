package dev.tally.ingest;

import static dev.tally.ingest.Posting.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One body of events, in each of its forms. */
@QuarkusTest
class EventsTest {
    private static final String JSON = "application/json";

    private final StoredRows rows = new StoredRows();

    private Posting post;

    @BeforeEach
    void makeAccount() {
        post = Posting.toNewTeam();
    }

    @Test
    void anObjectIsOneEvent() {
        post.json("{\"id\":\"e1\"}")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("duplicates", equalTo(0))
                .body("rejected", equalTo(0))
                .body("errors", empty());

        assertEquals(List.of("e1"), rows.select("event_id", "usage_event", post.account()));
    }

    /** None of which had an event before, and the second lies before the first. */
    @Test
    void eventsOfSeveralMonthsAreStoredTogether() {
        post.json("""
                [{"id":"e1","time":"2011-06-10T00:00:00Z"},{"id":"e2","time":"2011-05-31T23:59:59.999999Z"},
                 {"id":"e3","time":"2011-06-30T23:59:59Z"},{"id":"e4","time":"2011-07-01T00:00:00Z"}]
                """).statusCode(200).body("recorded", equalTo(4));

        assertEquals(4, rows.count("usage_event", post.account()));
    }

    @Test
    void everyFieldIsStored() {
        post.json("""
                {"id":"full","time":"2026-03-04T05:06:07.1234567Z","model":"m","provider":"p","operation":"o",
                 "project_id":"pr","project_name":"Project","email":"Ada@Example.com","profile":"f","work_order_id":"w",
                 "run_id":"r","task_id":"t","task_status":"done","task_started_at":"2026-03-04","snapshot_id":"s",
                 "snapshot_status":"complete","success":true,"http_status":503,"duration_ms":1234,"input_tokens":100,
                 "output_tokens":20,"cached_input_tokens":40,"cost":0.125,"currency":"usd","credits":7,"byok":true,
                 "llm_cost":0.1,"neo_cost":0.5,"synapses":1.5,"neurons":2.5,"steps":3,"tool_calls":4,
                 "agent_triggers":5,"metadata":{"team":"blue","empty":""}}
                """).statusCode(200).body("recorded", equalTo(1));

        assertEquals(
                List.of("full|2026-03-04T05:06:07.123456Z|m|p|o|pr|Project|ada@example.com|f|w|r|t|done"
                        + "|2026-03-04T00:00Z|s|complete|true|503|1234|100|20|40|USD|0.125|0.1|USD|0.125|0.1|7|true|0.5"
                        + "|1.5|2.5|3|4|5|blue"),
                rows.select("""
                        event_id, occurred_at, model, provider, operation, project_id, project_name, email, profile,
                        work_order_id, run_id, task_id, task_status, task_started_at, snapshot_id, snapshot_status,
                        success, http_status, duration_ms, input_tokens, output_tokens, cached_input_tokens, currency,
                        cost, llm_cost, reporting_currency, reporting_cost, reporting_llm_cost, credits, byok, neo_cost,
                        synapses, neurons, steps, tool_calls, agent_triggers, metadata ->> 'team'
                        """, "usage_event", post.account()));
        assertEquals(
                List.of("RUN|r", "SNAPSHOT|s", "TASK|t", "WORK_ORDER|w"),
                rows.select("kind, unit_id", "unit_of_work", post.account()));
        assertEquals(List.of("1"), rows.select("events", "pending_batch", post.account()));
    }

    @Test
    void ofAnArrayTheGoodEventsAreRecordedAndTheBadOnesExplained() {
        post.json("""
                [{"id":"a"},{"id":"b","input_tokens":-1},7,{"model":"m"},{"id":"c"}]
                """)
                .statusCode(200)
                .body("recorded", equalTo(2))
                .body("rejected", equalTo(3))
                .body("errors.index", contains(1, 2, 3))
                .body("errors.id", contains("b", null, null))
                .body("errors.field", contains("input_tokens", null, "id"))
                .body("errors.code", contains("out_of_range", "wrong_type", "missing_field"))
                .body("errors[0].message", containsString("input_tokens"));

        assertEquals(List.of("a", "c"), rows.select("event_id", "usage_event", post.account()));
    }

    @Test
    void anEmptyArrayIsNothing() {
        post.json("[]").statusCode(200).body("recorded", equalTo(0)).body("errors", empty());

        assertEquals(0, rows.count("pending_batch", post.account()));
    }

    @Test
    void linesAreEventsAndBlankOnesAreNotCounted() {
        post.lines("\n{\"id\":\"a\"}\r\n\n  \t\n{nonsense\n{\"id\":\"b\"} {}\n{\"id\":\"c\"}")
                .statusCode(200)
                .body("recorded", equalTo(2))
                .body("rejected", equalTo(2))
                .body("errors.index", contains(1, 2))
                .body("errors.code", contains("malformed_json", "malformed_json"));

        assertEquals(List.of("a", "c"), rows.select("event_id", "usage_event", post.account()));
    }

    @Test
    void aLineThatIsNotUtf8IsOneRefusedEvent() {
        byte[] body =
                "{\"id\":\"a\"}\n{\"id\":\"é\"}\n{\"id\":\"b\"}".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        post.request()
                .contentType(EventsResource.NDJSON)
                .body(body)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("recorded", equalTo(2))
                .body("errors[0].message", containsString("UTF-8"));
    }

    @Test
    void gzipIsInflatedInBothForms() {
        post.gzipped(JSON, gzip("[{\"id\":\"a\"},{\"id\":\"b\"}]".getBytes(UTF_8)))
                .statusCode(200)
                .body("recorded", equalTo(2));
        post.gzipped(EventsResource.NDJSON, gzip("{\"id\":\"c\"}\n{\"id\":\"d\"}".getBytes(UTF_8)))
                .statusCode(200)
                .body("recorded", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n ",
                "{",
                "[{\"id\":\"a\"}",
                "[{\"id\":\"a\"},]",
                "{\"id\":\"a\"} x",
                "{\"id\":\"a\"}{\"id\":\"b\"}",
                "\"id\"",
                "null",
                "[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]",
                "{\"id\":\"a\",\"cost\":NaN}",
                "{\"id\":\"a\",\"cost\":01}",
                "{'id':'a'}"
            })
    void aDocumentThatIsNotJsonIsRefusedWhole(String body) {
        post.json(body).statusCode(400).contentType("application/problem+json").body("status", equalTo(400));

        assertEquals(0, rows.count("event_key", post.account()));
    }

    @Test
    void otherMediaTypesAndEncodingsAreRefused() {
        post.request()
                .contentType("text/csv")
                .body("a,b")
                .post("/v1/events")
                .then()
                .statusCode(415);
        post.request()
                .header("Content-Encoding", "br")
                .body("{\"id\":\"a\"}")
                .post("/v1/events")
                .then()
                .statusCode(415)
                .body("detail", containsString("Content-Encoding"));
    }

    @Test
    void allOrNothingStoresNothingWhereAnEventIsRefused() {
        post.atomically(JSON, "[{\"id\":\"a\"},{\"id\":\"b\",\"colour\":\"red\"}]")
                .statusCode(400)
                .body("recorded", equalTo(0))
                .body("rejected", equalTo(1))
                .body("errors[0].code", equalTo("unknown_field"))
                .body("errors[0].field", equalTo("colour"));

        assertEquals(0, rows.count("event_key", post.account()));
    }

    @Test
    void allOrNothingStoresNothingWhereAnEventConflicts() {
        post.json("[{\"id\":\"a\",\"model\":\"m\"},{\"id\":\"b\"}]").statusCode(200);

        post.atomically(EventsResource.NDJSON, "{\"id\":\"a\",\"model\":\"n\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n")
                .statusCode(400)
                .body("recorded", equalTo(0))
                .body("duplicates", equalTo(1))
                .body("rejected", equalTo(1))
                .body("errors[0].code", equalTo("conflict"));

        assertEquals(List.of("a", "b"), rows.select("event_id", "usage_event", post.account()));
        assertEquals(1, rows.count("pending_batch", post.account()));
    }

    @Test
    void allOrNothingStoresAllWhereAllIsWell() {
        post.json("{\"id\":\"a\"}").statusCode(200);

        post.atomically(JSON, "[{\"id\":\"a\"},{\"id\":\"b\"}]")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("duplicates", equalTo(1));
    }

    @Test
    void parametersAreReadStrictly() {
        post.request()
                .queryParam("atomic", "yes")
                .body("[]")
                .post("/v1/events")
                .then()
                .statusCode(400)
                .body("field", equalTo("atomic"));
        post.request()
                .queryParam("atomik", "true")
                .body("[]")
                .post("/v1/events")
                .then()
                .statusCode(400)
                .body("field", equalTo("atomik"));
    }

    @Test
    void onlyTheScopeIngestPostsEvents() {
        TestAccount.as(post.account().key("read", "admin"))
                .body("{\"id\":\"a\"}")
                .post("/v1/events")
                .then()
                .statusCode(403);
        TestAccount.asAdministrator()
                .body("{\"id\":\"a\"}")
                .post("/v1/events")
                .then()
                .statusCode(400)
                .body("field", equalTo("X-Tally-Account"));
        TestAccount.asAdministrator()
                .header("X-Tally-Account", post.account().externalId())
                .body("{\"id\":\"a\"}")
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("recorded", equalTo(1));
    }

    @Test
    void anErrorSaysOnlyTheFirstThingThatIsWrong() {
        post.json("{\"model\":\"\",\"cost\":\"1\",\"id\":\"late\"}")
                .statusCode(200)
                .body("errors[0].field", equalTo("model"))
                .body("errors[0].id", equalTo("late"));
        post.json("{\"id\":5}").body("errors[0].id", nullValue()).body("errors[0].field", equalTo("id"));
    }
}
