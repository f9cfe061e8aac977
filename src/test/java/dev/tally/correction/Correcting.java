package dev.tally.correction;

import static dev.tally.testing.TestAccount.as;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;

/** An account whose events are posted, rolled, corrected and asked about over HTTP. */
record Correcting(TestAccount account, String key) {

    static Correcting team() {
        TestAccount account = TestAccount.team();
        return new Correcting(account, account.key("ingest", "read", "admin"));
    }

    void post(String lines) {
        TestEvents.record(account, lines);
    }

    void roll() {
        account.roll();
    }

    void rollIf(boolean wanted) {
        if (wanted) {
            roll();
        }
    }

    ValidatableResponse delete(String eventId) {
        return as(key).delete("/v1/events/{id}", eventId).then();
    }

    ValidatableResponse put(String eventId, String body) {
        return as(key).body(body.getBytes(StandardCharsets.UTF_8))
                .put("/v1/events/{id}", eventId)
                .then();
    }

    /** Of a path just as it is written. */
    ValidatableResponse request(String method, String path) {
        return as(key).urlEncodingEnabled(false).request(method, path).then();
    }

    ValidatableResponse changes(String eventId) {
        return as(key).get("/v1/events/{id}/changes", eventId).then().statusCode(200);
    }

    /** The answer of the native API, parameters as in a URL. */
    ValidatableResponse query(String parameters) {
        return as(key).get("/v1/query?" + parameters).then().statusCode(200);
    }
}
