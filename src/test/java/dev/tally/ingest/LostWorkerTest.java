package dev.tally.ingest;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestCluster;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** A worker of a cluster is away: its accounts are told so, the others notice nothing, and nothing is lost. */
@QuarkusTest
@EnabledIf(value = "dev.tally.testing.TestCluster#isUsed", disabledReason = "one PostgreSQL has no workers")
class LostWorkerTest {
    private static final String FIRST = "{\"id\":\"a\",\"model\":\"m\",\"cost\":1}";
    private static final String SECOND = "{\"id\":\"b\",\"model\":\"m\",\"cost\":2}";

    private final StoredRows rows = new StoredRows();

    private int lost;
    private Posting onLost;
    private Posting onOther;

    /** Accounts that both workers have worked for, on the service's connections. */
    @BeforeEach
    void makeAccounts() {
        onLost = newTeam();
        lost = TestCluster.workerOf(onLost.account().id());
        onOther = accountWhere(worker -> worker != lost);
        for (Posting post : List.of(onLost, onOther)) {
            post.json(FIRST).statusCode(200).body("recorded", equalTo(1));
            summary(post).statusCode(200);
        }
    }

    @Test
    void itsAccountsAreToldToComeBackAndNoOthers() {
        TestCluster.withoutWorker(lost, () -> {
            for (int attempt = 0; attempt < 4; attempt++) {
                unavailable(onLost.json(SECOND));
                unavailable(onLost.atomically("application/json", "[" + SECOND + "]"));
                unavailable(summary(onLost));
                unavailable(voiding(onLost));
            }

            onOther.json(SECOND).statusCode(200).body("recorded", equalTo(1));
            onOther.atomically("application/json", "[{\"id\":\"c\"}]").statusCode(200);
            summary(onOther).statusCode(200).body("totals.events", equalTo(3));
            onOther.account().roll();
            voiding(onOther).statusCode(204);
            summary(onOther).statusCode(200).body("totals.events", equalTo(2));
        });
    }

    @Test
    void whatWasStoredIsThereAgainAndWhatWasRefusedCanBeSentAgain() {
        TestCluster.withoutWorker(lost, () -> unavailable(onLost.json(SECOND)));

        onLost.json("[" + FIRST + "," + SECOND + "]")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("duplicates", equalTo(1));
        summary(onLost).statusCode(200).body("totals.events", equalTo(2));
        assertEquals(2, rows.count("usage_event", onLost.account()));
    }

    private static void unavailable(ValidatableResponse answer) {
        answer.statusCode(503)
                .header("Retry-After", matchesRegex("[1-9][0-9]*"))
                .contentType("application/problem+json")
                .body("detail", containsString("database"));
    }

    private static ValidatableResponse summary(Posting of) {
        return of.request().get("/v1/query").then();
    }

    private static ValidatableResponse voiding(Posting of) {
        return of.request().delete("/v1/events/a").then();
    }

    /** Keys are made before: every worker has them. */
    private static Posting newTeam() {
        TestAccount account = TestAccount.team();
        return new Posting(account, account.key("ingest", "read", "admin"));
    }

    private static Posting accountWhere(Predicate<Integer> worker) {
        return Stream.generate(LostWorkerTest::newTeam)
                .filter(post -> worker.test(TestCluster.workerOf(post.account().id())))
                .findFirst()
                .orElseThrow();
    }
}
