package dev.tally.contract;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neo's summary, worked out by hand from eight events. */
@QuarkusTest
class NeoContractTest {
    private static final JsonContract CONTRACT = JsonContract.of("neo/usage.json");

    /**
     * In this order, so that what is told of task t2 last is older than what is known of it. In Berlin, an hour ahead of
     * UTC until 29 March and two from then on, event a is on Sunday 1 March and event f on Wednesday 1 April.
     */
    private static final String EVENTS = """
            {"id":"a","time":"2026-02-28T23:30:00Z","model":"opus","project_id":"p-web","project_name":"Web","email":"ada@example.com","task_id":"t1","task_status":"running","duration_ms":1000,"credits":1.5,"steps":3,"tool_calls":2,"agent_triggers":1}
            {"id":"b","time":"2026-03-02T10:00:00Z","model":"opus","project_id":"p-web","project_name":"Web Shop","email":"ada@example.com","task_id":"t1","task_status":"completed","duration_ms":2000,"credits":2.5,"steps":4,"tool_calls":5}
            {"id":"c","time":"2026-03-02T11:00:00Z","model":"haiku","project_id":"p-web","email":"bob@example.com","task_id":"t1","duration_ms":500,"credits":0.25,"steps":1}
            {"id":"d","time":"2026-03-09T08:00:00Z","model":"haiku","project_id":"p-api","email":"bob@example.com","task_id":"t2","task_status":"failed","duration_ms":4000,"byok":true,"credits":7,"llm_cost":0.8,"neo_cost":0.04,"steps":2,"tool_calls":1}
            {"id":"e","time":"2026-03-09T07:59:00Z","model":"haiku","project_id":"p-api","email":"bob@example.com","task_id":"t2","task_status":"running","duration_ms":250,"byok":true,"llm_cost":0.2,"neo_cost":0.01}
            {"id":"f","time":"2026-03-31T22:30:00Z","model":"opus","task_id":"t3","task_status":"completed","duration_ms":1250,"credits":10}
            {"id":"g","time":"2026-04-02T09:00:00Z","project_id":"p-web","email":"Cyd@Example.com","task_id":"t4","task_started_at":"2026-03-30T09:00:00Z","credits":0.5,"agent_triggers":2}
            {"id":"h","time":"2026-04-02T09:30:00Z","model":"sonnet","email":"dan@example.com","credits":0.5}
            """;

    /**
     * Credits: 1.5 + 2.5 + 0.25 + 0.04 + 0.01 + 10 + 0.5 + 0.5 = 15.3 of 100, the 7 on the customer's own key not among them.
     * Execution: 1000 + 2000 + 500 + 4000 + 250 + 1250 = 9000. Steps: 3 + 4 + 1 + 2. Tool calls: 2 + 5 + 1. Triggers: 1 + 2.
     * Task t1 ran under two models and for two people; t4 never had a status.
     */
    private static final String TOTALS = """
            "total_tasks": 4, "total_neo_credits": 15.3, "total_execution_ms": 9000,
            "total_steps": 10, "total_tool_calls": 8, "total_agent_triggers": 3,
            "total_issued_neo_credits": 100, "total_available_neo_credits": 84.7, "total_neo_credits_post_reset": 15.3,
            "last_credit_reset": null, "neo_credits_expires_at": null, "neo_credits_is_expired": false,
            "by_status": {"completed": 2, "failed": 1},
            "by_model": {
              "opus": {"tasks": 2, "Tasks": 2, "neo_credits": 14},
              "sonnet": {"tasks": 0, "Tasks": 0, "neo_credits": 0.5},
              "haiku": {"tasks": 2, "Tasks": 2, "neo_credits": 0.3}
            },
            "by_project": [
              {"project_id": "p-web", "project_name": "Web Shop", "tasks": 2, "neo_credits": 4.75, "llm_spend": 0,
               "last_used": "2026-03-30T09:00:00Z"},
              {"project_id": "p-api", "project_name": "p-api", "tasks": 1, "neo_credits": 0, "llm_spend": 1,
               "last_used": "2026-03-09T07:59:00Z"}
            ],
            "byok": {"total_llm_cost": 1, "total_neo_cost": 0.05, "total_streams": 2, "total_tasks": 1}
            """;

    /** Ada: 1.5 + 2.5. Bob: 0.25 + 0.04 + 0.01. Cyd and Dan: 0.5 each, so by name. */
    private static final String BY_EMAIL = """
            "by_email": [
              {"email": "ada@example.com", "tasks": 1, "neo_credits": 4},
              {"email": "cyd@example.com", "tasks": 1, "neo_credits": 0.5},
              {"email": "dan@example.com", "tasks": 0, "neo_credits": 0.5},
              {"email": "bob@example.com", "tasks": 2, "neo_credits": 0.3}
            ]
            """;

    private final TestClock clock = new TestClock();

    @BeforeEach
    void itIsApril() {
        clock.stopAt(Instant.parse("2026-04-10T12:00:00Z"));
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/usage/summary", "/neo/api/v1/usage/summary"})
    void aTeamSeesItsUsageByEmail(String path) {
        TestAccount team = recorded("team", "UTC");

        String answer = CONTRACT.read(team, path);

        Json.assertSame("{" + TOTALS + "," + BY_EMAIL + "}", answer);
    }

    @Test
    void aPersonSeesTheirUsageWithoutTheEMails() {
        TestAccount solo = recorded("solo", "UTC");

        String answer = CONTRACT.read(solo, "/neo/api/v1/usage/summary");

        Json.assertSame("{" + TOTALS + "}", answer);
    }

    /** Of the second event nothing is in the window but the work order and the snapshot that began with the first. */
    @Test
    void whatHasNeitherAnEventNorATaskIsNotListed() {
        TestAccount team = TestAccount.team();
        TestEvents.record(team, """
                {"id":"1","time":"2026-03-01T10:00:00Z","model":"opus","email":"ada@example.com","work_order_id":"w","snapshot_id":"s","credits":1}
                {"id":"2","time":"2026-03-02T10:00:00Z","model":"haiku","email":"bob@example.com","project_id":"p","work_order_id":"w","snapshot_id":"s","credits":2}
                """);

        TestAccount.as(team.key("read"))
                .get("/neo/api/v1/usage/summary?from=2026-03-01&to=2026-03-01")
                .then()
                .statusCode(200)
                .body("by_model.keySet()", contains("opus"))
                .body("by_project", empty())
                .body("by_email.email", contains("ada@example.com"));
    }

    /**
     * Tasks count in the period in which they started: t1 on 1 March with event a, t2 on 9 March with event e, t4 on
     * 30 March as event g says, t3 on 1 April with event f.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Europe/Berlin | day   | 2026-03-01 1 1.5, 2026-03-02 0 2.75, 2026-03-09 1 0.05, 2026-03-30 1 0, 2026-04-01 1 10, 2026-04-02 0 1
            Europe/Berlin | week  | 2026-02-23 1 1.5, 2026-03-02 0 2.75, 2026-03-09 1 0.05, 2026-03-30 2 11
            Europe/Berlin | month | 2026-03-01 3 4.3, 2026-04-01 1 11
            UTC           | day   | 2026-02-28 1 1.5, 2026-03-02 0 2.75, 2026-03-09 1 0.05, 2026-03-30 1 0, 2026-03-31 1 10, 2026-04-02 0 1
            UTC           | week  | 2026-02-23 1 1.5, 2026-03-02 0 2.75, 2026-03-09 1 0.05, 2026-03-30 2 11
            UTC           | month | 2026-02-01 1 1.5, 2026-03-01 3 12.8, 2026-04-01 0 1
            """)
    void periodsFollowTheAccountsCalendar(String zone, String groupBy, String periods) {
        TestAccount solo = recorded("solo", zone);

        String answer = CONTRACT.read(solo, "/api/v1/usage/summary?group_by=" + groupBy);

        Json.assertSame("{" + TOTALS + ", \"by_period\": [" + periodStats(periods) + "]}", answer);
    }

    /** A date as the end includes its day. Of the project only a task is in the window, as event g says, and its name is older. */
    @Test
    void aWindowHoldsWhatStartedInIt() {
        TestAccount team = recorded("team", "UTC");

        String answer = CONTRACT.read(team, "/api/v1/usage/summary?from=2026-03-09T08:00:00Z&to=2026-03-31");

        Json.assertSame("""
                {"total_tasks": 2, "total_neo_credits": 10.04, "total_execution_ms": 5250,
                 "total_steps": 2, "total_tool_calls": 1, "total_agent_triggers": 0,
                 "total_issued_neo_credits": 100, "total_available_neo_credits": 84.7, "total_neo_credits_post_reset": 15.3,
                 "last_credit_reset": null, "neo_credits_expires_at": null, "neo_credits_is_expired": false,
                 "by_status": {"completed": 1},
                 "by_model": {
                   "opus": {"tasks": 1, "Tasks": 1, "neo_credits": 10},
                   "haiku": {"tasks": 0, "Tasks": 0, "neo_credits": 0.04}
                 },
                 "by_project": [
                   {"project_id": "p-api", "project_name": "p-api", "tasks": 0, "neo_credits": 0, "llm_spend": 0.8, "last_used": null},
                   {"project_id": "p-web", "project_name": "Web Shop", "tasks": 1, "neo_credits": 0, "llm_spend": 0,
                    "last_used": "2026-03-30T09:00:00Z"}
                 ],
                 "by_email": [
                   {"email": "bob@example.com", "tasks": 0, "neo_credits": 0.04},
                   {"email": "cyd@example.com", "tasks": 1, "neo_credits": 0}
                 ],
                 "byok": {"total_llm_cost": 0.8, "total_neo_cost": 0.04, "total_streams": 1, "total_tasks": 0}}
                """, answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&from=2026-01-01&to=2026-02-01"})
    void anAccountWithoutUsageHasZeros(String window) {
        TestAccount team = TestAccount.team();

        String answer = CONTRACT.read(team, "/api/v1/usage/summary?group_by=day" + window);

        Json.assertSame("""
                {"total_tasks": 0, "total_neo_credits": 0, "total_execution_ms": 0,
                 "total_steps": 0, "total_tool_calls": 0, "total_agent_triggers": 0,
                 "total_issued_neo_credits": 0, "total_available_neo_credits": 0, "total_neo_credits_post_reset": 0,
                 "last_credit_reset": null, "neo_credits_expires_at": null, "neo_credits_is_expired": false,
                 "by_status": {}, "by_model": {}, "by_project": [], "by_email": [], "by_period": [],
                 "byok": {"total_llm_cost": 0, "total_neo_cost": 0, "total_streams": 0, "total_tasks": 0}}
                """, answer);
    }

    @Test
    void oneBareEventCountsInTheTotalsAlone() {
        TestAccount solo = TestAccount.solo();
        TestEvents.record(solo, """
                {"id":"only","time":"2026-04-01T00:00:00Z","credits":0.000001}
                """);

        String answer = CONTRACT.read(solo, "/api/v1/usage/summary");

        Json.assertSame("""
                {"total_tasks": 0, "total_neo_credits": 0.000001, "total_execution_ms": 0,
                 "total_steps": 0, "total_tool_calls": 0, "total_agent_triggers": 0,
                 "total_issued_neo_credits": 0, "total_available_neo_credits": -0.000001,
                 "total_neo_credits_post_reset": 0.000001,
                 "last_credit_reset": null, "neo_credits_expires_at": null, "neo_credits_is_expired": false,
                 "by_status": {}, "by_model": {}, "by_project": [],
                 "byok": {"total_llm_cost": 0, "total_neo_cost": 0, "total_streams": 0, "total_tasks": 0}}
                """, answer);
    }

    private static TestAccount recorded(String kind, String zone) {
        TestAccount account = TestAccount.with(Map.of("kind", kind, "time_zone", zone));
        TestAccount.asAdministrator()
                .body(Map.of("amount", 100))
                .post(account.path("/credits"))
                .then()
                .statusCode(201);
        TestEvents.record(account, EVENTS);
        return account;
    }

    /** @param periods the date, tasks and credits of each */
    private static String periodStats(String periods) {
        return Arrays.stream(periods.split(", "))
                .map(period -> period.split(" "))
                .map(p -> "{\"date\": \"%1$s\", \"tasks\": %2$s, \"Tasks\": %2$s, \"neo_credits\": %3$s}"
                        .formatted(p[0], p[1], p[2]))
                .collect(Collectors.joining(","));
    }
}
