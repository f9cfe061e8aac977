package dev.tally.dialect;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Summaries that need not be computed again, and those that must be. */
@QuarkusTest
class AnswersInMemoryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestClock clock = new TestClock();

    @TestHTTPResource
    URI service;

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerFromMemoryIsTheComputedOneByteForByte(Served dialect) {
        clock.stopAt(NOON);
        TestAccount account = dialect.account();
        TestEvents.record(account, """
                {"id":"1","time":"2026-02-01","model":"opus","provider":"anthropic","cost":1.25,"input_tokens":7}
                {"id":"2","time":"2026-02-03","model":"haiku","email":"ada@example.com","duration_ms":12,"task_id":"t"}
                """);
        String key = account.key("read");
        byte[] computed = dialect.get(account, key).asByteArray();

        assertEquals(
                Map.of("hit", 1),
                Served.countsOf(() ->
                        assertArrayEquals(computed, dialect.get(account, key).asByteArray())));
        // Who has other rights is not served from that memory.
        assertEquals(
                Map.of("computed", 1),
                Served.countsOf(() -> assertArrayEquals(
                        computed,
                        dialect.get(account, account.key("read", "ingest")).asByteArray())));
    }

    @ParameterizedTest
    @EnumSource
    void twoAccountsNeverShare(Served dialect) {
        TestAccount one = dialect.account();
        TestAccount other = dialect.account();
        String keyOfOne = one.key("read");
        String keyOfOther = other.key("read");

        assertEquals(Map.of("computed", 2, "hit", 2), Served.countsOf(() -> {
            for (int i = 0; i < 2; i++) {
                dialect.get(one, keyOfOne).then().statusCode(200);
                dialect.get(other, keyOfOther).then().statusCode(200);
            }
        }));
    }

    @Test
    void manyWhoAskTheSameAtOnceAreAnsweredByOneComputationEachInTheirOwnRequest() {
        TestAccount one = TestAccount.team();
        TestAccount other = TestAccount.team();
        String[] keys = {one.key("read"), other.key("read"), one.key("read", "admin")};
        String[] accounts = {one.id(), other.id(), one.id()};
        int requests = 48;
        List<HttpResponse<String>> answers = new ArrayList<>();

        Map<String, Integer> counts = Served.countsOf(() -> answers.addAll(concurrently(keys, requests)));

        assertEquals(3, counts.get("computed"));
        assertEquals(requests - 3, counts.getOrDefault("hit", 0) + counts.getOrDefault("shared", 0));
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            HttpResponse<String> answer = answers.get(i);
            assertEquals(200, answer.statusCode());
            assertEquals(
                    "request-" + i, answer.headers().firstValue("X-Request-Id").orElseThrow());
            assertTrue(answer.body().contains(accounts[i % keys.length]), answer.body());
            tags.add(answer.headers().firstValue("ETag").orElseThrow());
            assertEquals(tags.get(i % keys.length), tags.get(i));
        }
        assertEquals(3, tags.stream().distinct().count());
    }

    @Test
    void anEventIsInTheNextAnswer() {
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        for (int i = 1; i <= 5; i++) {
            TestEvents.record(account, "{\"id\":\"%d\"}".formatted(i));
            events(key, "").body("totals.events", equalTo(i));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEventAheadOfTheClockCountsWhenItsTimeHasCome(boolean rolled) {
        clock.stopAt(NOON);
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        TestEvents.record(account, """
                {"id":"now","time":"2026-03-01T12:00:00Z"}
                {"id":"soon","time":"2026-03-01T12:02:00Z"}
                {"id":"later","time":"2026-03-01T12:04:00Z"}
                """);
        if (rolled) {
            account.roll();
        }

        // A window ends before the instant at which it is asked about.
        events(key, "").body("totals.events", equalTo(0));
        clock.stopAt(Instant.parse("2026-03-01T12:02:00Z"));
        events(key, "").body("totals.events", equalTo(1));
        clock.stopAt(Instant.parse("2026-03-01T12:02:00.000001Z"));
        events(key, "").body("totals.events", equalTo(2));
        assertEquals(Map.of("hit", 1), Served.countsOf(() -> {
            clock.stopAt(Instant.parse("2026-03-01T12:03:59Z"));
            events(key, "").body("totals.events", equalTo(2));
        }));
        clock.stopAt(Instant.parse("2026-03-02T00:00:00Z"));
        events(key, "").body("totals.events", equalTo(3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTaskThatIsSaidToStartLaterCountsWhenItHasStarted(boolean rolled) {
        clock.stopAt(NOON);
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        TestEvents.record(account, """
                {"id":"1","time":"2026-03-01T11:00:00Z","task_id":"t","task_started_at":"2026-03-01T12:01:00Z"}
                """);
        if (rolled) {
            account.roll();
        }

        requireThatTheTaskStartsAMinuteAfterNoon(key);
    }

    @Test
    void aTaskThatStartsLaterOnceAnEventIsVoidedCountsWhenItHasStarted() {
        clock.stopAt(NOON);
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        TestEvents.record(account, """
                {"id":"1","time":"2026-03-01T11:00:00Z","task_id":"t","task_started_at":"2026-03-01T11:30:00Z"}
                {"id":"2","time":"2026-03-01T11:00:00Z","task_id":"t","task_started_at":"2026-03-01T12:01:00Z"}
                """);
        account.roll();
        events(key, "").body("totals.events", equalTo(2)).body("totals.tasks", equalTo(1));

        asAdministrator()
                .header("X-Tally-Account", account.id())
                .delete("/v1/events/1")
                .then()
                .statusCode(204);

        requireThatTheTaskStartsAMinuteAfterNoon(key);
    }

    @Test
    void aRepeatedAnswerSaysTheEarlierMoment() {
        clock.stopAt(NOON);
        TestAccount account = TestAccount.team();
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2026-02-01\"}");
        String key = account.key("read");
        events(key, "").body("freshness.as_of", equalTo(NOON.toString()));
        clock.stopAt(NOON.plusSeconds(1));

        events(key, "").body("freshness.as_of", equalTo(NOON.toString())).body("window.to", equalTo(NOON.toString()));
    }

    @Test
    void aRevokedKeyIsRefusedThoughItsAnswersAreInMemory() {
        TestAccount account = TestAccount.team();
        Map<String, String> key = asAdministrator()
                .body(Map.of("name", "to be revoked", "scopes", new String[] {"read"}))
                .post(account.path("/keys"))
                .then()
                .statusCode(201)
                .extract()
                .path("");
        String tag = Served.TALLY.tag(account, key.get("secret"));
        asAdministrator().delete(account.path("/keys/" + key.get("id"))).then().statusCode(204);

        events401(key.get("secret"), "\"x\"");
        events401(key.get("secret"), tag);
    }

    @Test
    void failuresAreNotKept() {
        TestAccount account = TestAccount.with(Map.of("currency", "XOF"));
        String key = account.key("read");
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2026-01-01\",\"cost\":1}");
        Served.SURNEX.get(account, key).then().statusCode(422);
        asAdministrator()
                .body(Map.of("rate", 2))
                .put("/v1/currency-rates/XOF/USD")
                .then()
                .statusCode(200);

        Served.SURNEX.get(account, key).then().statusCode(200);
    }

    /** The only task, of the only event. */
    private void requireThatTheTaskStartsAMinuteAfterNoon(String key) {
        events(key, "").body("totals.events", equalTo(1)).body("totals.tasks", equalTo(0));
        clock.stopAt(Instant.parse("2026-03-01T12:01:01Z"));
        events(key, "").body("totals.events", equalTo(1)).body("totals.tasks", equalTo(1));
    }

    private static void events401(String key, String tag) {
        as(key).header("If-None-Match", tag).get("/v1/query").then().statusCode(401);
    }

    private static ValidatableResponse events(String key, String parameters) {
        return as(key).get("/v1/query" + parameters).then().statusCode(200);
    }

    /** The answers of Surnex, which tell the account, to requests with these keys in turn. */
    private List<HttpResponse<String>> concurrently(String[] keys, int requests) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            HttpRequest request = HttpRequest.newBuilder(service.resolve("/surnex/v1/usage"))
                    .header("X-Api-Key", keys[i % keys.length])
                    .header("X-Request-Id", "request-" + i)
                    .build();
            underWay.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        return underWay.stream().map(CompletableFuture::join).toList();
    }
}
