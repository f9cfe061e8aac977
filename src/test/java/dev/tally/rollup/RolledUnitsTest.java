package dev.tally.rollup;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Units of work that change after cells counted them are counted as what they are now, before they are rolled again and after. */
@QuarkusTest
class RolledUnitsTest {
    private TestAccount account;
    private String key;

    @BeforeEach
    void open() {
        account = TestAccount.team();
        key = account.key("read");
    }

    @Test
    void aPendingUnitThatStartedBeforeTheWindowIsNotInIt() {
        record("{'id':'a','time':'2026-05-20T12:00:00Z','task_id':'rolled'}");
        account.roll();
        record("{'id':'b','time':'2026-05-20T12:00:00Z','task_id':'early','task_started_at':'2026-05-05T12:00:00Z'}");

        beforeAndAfterARoll(() -> query("from=2026-05-10&to=2026-05-30").body("totals.tasks", equalTo(1)));
    }

    @Test
    void aPendingUnitThatStartedAfterTheWindowIsNotInIt() {
        record("{'id':'a','time':'2026-05-20T12:00:00Z','task_id':'rolled'}");
        account.roll();
        record("{'id':'b','time':'2026-05-28T12:00:00Z','task_id':'late'}");

        beforeAndAfterARoll(() -> query("from=2026-05-10&to=2026-05-24").body("totals.tasks", equalTo(1)));
    }

    @Test
    void aRolledUnitLeavesTheWindowWhenItTurnsOutToHaveStartedEarlier() {
        record("{'id':'a','time':'2026-05-20T12:00:00Z','task_id':'t'}");
        account.roll();
        record("{'id':'b','time':'2026-05-20T13:00:00Z','task_id':'t','task_started_at':'2026-05-05T12:00:00Z'}");

        beforeAndAfterARoll(() -> {
            query("from=2026-05-10&to=2026-05-30").body("totals.tasks", equalTo(0));
            query("from=2026-05-01&to=2026-05-10")
                    .body("totals.tasks", equalTo(1))
                    .body("totals.events", equalTo(0));
            query("from=2026-05-01&granularity=day&tz=UTC")
                    .body("series.start", contains("2026-05-05T00:00:00Z", "2026-05-20T00:00:00Z"))
                    .body("series.totals.tasks", contains(1, 0))
                    .body("series.totals.events", contains(0, 2));
        });
    }

    @Test
    void aRolledTaskIsCountedByItsPresentStatus() {
        record("{'id':'a','time':'2026-05-20T12:00:00Z','task_id':'t','task_status':'running'}");
        account.roll();
        record("{'id':'b','time':'2026-05-20T13:00:00Z','task_id':'t','task_status':'completed'}");

        beforeAndAfterARoll(() -> neo("").body("by_status.running", nullValue())
                .body("by_status.completed", equalTo(1))
                .body("total_tasks", equalTo(1)));
    }

    @Test
    void aRolledUnitIsCountedUnderWhatItIsUsedUnderSince() {
        record("{'id':'a','time':'2026-05-20T12:00:00Z','task_id':'t','model':'one'}");
        account.roll();
        record("{'id':'b','time':'2026-05-21T12:00:00Z','task_id':'t','model':'two','byok':true}");

        beforeAndAfterARoll(() -> {
            query("group_by=model&from=2026-05-20&to=2026-05-20")
                    .body("totals.tasks", equalTo(1))
                    .body("groups.key.model", contains("one", "two"))
                    .body("groups.tasks", contains(1, 1))
                    .body("groups.events", contains(1, 0));
            neo("").body("byok.total_tasks", equalTo(1)).body("total_tasks", equalTo(1));
        });
    }

    @Test
    void theLastTaskOfAProjectIsKnownAlsoWhenTheOneThatWasStartedEarlier() {
        record("""
                {'id':'a','time':'2026-05-18T12:00:00Z','task_id':'first','project_id':'p'}
                {'id':'b','time':'2026-05-19T12:00:00Z','task_id':'second','project_id':'p'}
                {'id':'c','time':'2026-05-20T12:00:00Z','task_id':'last','project_id':'p'}
                """);
        account.roll();
        record(
                "{'id':'d','time':'2026-05-20T13:00:00Z','task_id':'last','task_started_at':'2026-05-01T00:00:00Z','project_id':'p'}");

        beforeAndAfterARoll(() -> {
            neo("").body("by_project[0].last_used", equalTo("2026-05-19T12:00:00Z"))
                    .body("by_project[0].tasks", equalTo(3));
            neo("?from=2026-05-20")
                    .body("by_project[0].last_used", nullValue())
                    .body("by_project[0].tasks", equalTo(0));
            neo("?to=2026-05-18T12:00:00Z").body("by_project[0].last_used", equalTo("2026-05-01T00:00:00Z"));
        });
        record("{'id':'e','time':'2026-05-21T13:00:00Z','task_id':'newest','project_id':'p'}");
        beforeAndAfterARoll(() -> neo("").body("by_project[0].last_used", equalTo("2026-05-21T13:00:00Z")));
    }

    /** Of two tasks that started together one moves: the other is still the last. */
    @Test
    void theLastTaskMayHaveATwin() {
        record("""
                {'id':'a','time':'2026-05-20T12:00:00Z','task_id':'one','project_id':'p'}
                {'id':'b','time':'2026-05-20T12:00:00Z','task_id':'other','project_id':'p'}
                """);
        account.roll();
        record("{'id':'c','time':'2026-05-20T11:00:00Z','task_id':'one','project_id':'p'}");

        beforeAndAfterARoll(() -> neo("").body("by_project[0].last_used", equalTo("2026-05-20T12:00:00Z")));
    }

    @Test
    void aUnitThatMovesBackAndForthBetweenRollsIsCountedOnceInTheEnd() {
        for (int day = 20; day > 10; day--) {
            record("{'id':'" + day + "','time':'2026-05-" + day + "T12:00:00Z','task_id':'t','task_status':'s" + day
                    + "','model':'m" + day % 3 + "'}");
            if (day % 2 == 0) {
                account.roll();
            }
        }

        beforeAndAfterARoll(() -> {
            query("granularity=day&tz=UTC").body("totals.tasks", equalTo(1)).body("series.totals.tasks[0]", equalTo(1));
            query("from=2026-05-12").body("totals.tasks", equalTo(0));
            query("group_by=model").body("groups", hasSize(3)).body("groups.tasks", contains(1, 1, 1));
            neo("").body("by_status.s20", equalTo(1)).body("by_status.size()", equalTo(1));
        });
    }

    private void beforeAndAfterARoll(Runnable questions) {
        questions.run();
        account.roll();
        questions.run();
        questions.run();
    }

    private void record(String lines) {
        TestEvents.record(account, lines.replace('\'', '"'));
    }

    private ValidatableResponse query(String parameters) {
        return TestAccount.as(key).get("/v1/query?" + parameters).then().statusCode(200);
    }

    private ValidatableResponse neo(String parameters) {
        return TestAccount.as(key)
                .get("/neo/api/v1/usage/summary" + parameters)
                .then()
                .statusCode(200);
    }
}
