package dev.tally.dialect;

import static dev.tally.testing.TestAccount.as;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Summaries for clients that say what they have already. */
@QuarkusTest
class ConditionalRequestTest {
    @ParameterizedTest
    @EnumSource
    void whoeverHasTheAnswerGetsNoBody(Served dialect) {
        TestAccount account = dialect.account();
        String key = account.key("read");
        Response first = dialect.get(account, key);
        String tag = Served.tagOf(first);
        assertHeaders(first, tag);

        Response second = as(key).header("If-None-Match", tag).get(dialect.path(account));

        second.then().statusCode(304).body(emptyString()).header("Content-Type", nullValue());
        assertHeaders(second, tag);
    }

    @ParameterizedTest
    @EnumSource
    void whoeverHasAnOlderAnswerGetsTheNewOne(Served dialect) {
        TestAccount account = dialect.account();
        String key = account.key("read");
        String old = dialect.tag(account, key);
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2026-02-01\"}");

        Response answer = as(key).header("If-None-Match", old).get(dialect.path(account));

        answer.then().statusCode(200).header("ETag", not(equalTo(old))).body(not(emptyString()));
    }

    @Test
    void theTagHoldsWhereTheAnswerIsNoLongerInMemory() {
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        String tag = Served.TALLY.tag(account, key);
        // The same question of a caller with other rights is another one, that nobody has asked.
        String other = TestAccount.team().key("read");

        assertEquals(Map.of("not_modified", 2), Served.countsOf(() -> {
            as(key).header("If-None-Match", "\"x\", " + tag)
                    .get("/v1/query")
                    .then()
                    .statusCode(304);
            as(other).header("If-None-Match", "*").get("/v1/query").then().statusCode(304);
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "\"", "W/", "W/\"x", "\"x\"", ","})
    void whatCannotBeUnderstoodIsIgnored(String condition) {
        as(TestAccount.team().key("read"))
                .header("If-None-Match", condition)
                .get("/v1/query")
                .then()
                .statusCode(200)
                .body("totals.events", equalTo(0));
    }

    @Test
    void aRefusalComesBeforeTheCondition() {
        TestAccount account = TestAccount.team();
        for (Response refusal : Arrays.asList(
                as("wrong").header("If-None-Match", "*").get("/v1/query"),
                as(account.key("ingest")).header("If-None-Match", "*").get("/v1/query"),
                as(account.key("read")).header("If-None-Match", "*").get("/v1/query?from=x"),
                as(account.key("read")).header("If-None-Match", "*").get("/v1/nothing"))) {
            assertEquals(4, refusal.statusCode() / 100);
            refusal.then().header("Cache-Control", equalTo("no-store")).header("ETag", nullValue());
        }
    }

    @Test
    void aHeadRequestHasTheHeadersOfTheAnswer() {
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        String tag = Served.TALLY.tag(account, key);

        assertHeaders(as(key).head("/v1/query").then().statusCode(200).extract().response(), tag);
    }

    private static void assertHeaders(Response answer, String tag) {
        answer.then().header("ETag", equalTo(tag)).header("Cache-Control", equalTo("private, no-cache"));
        org.hamcrest.MatcherAssert.assertThat(
                Arrays.asList(answer.header("Vary").split(", ", -1)),
                containsInAnyOrder("Authorization", "X-Api-Key", "Api-Key", "X-Tally-Account", "Accept-Encoding"));
        assertEquals(1, answer.headers().getValues("ETag").size(), RestAssured.baseURI);
    }
}
