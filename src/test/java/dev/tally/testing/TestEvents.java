package dev.tally.testing;

import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;

/** Posts events for tests. */
public final class TestEvents {
    private TestEvents() {}

    /** Posts events, one JSON object a line, all of which must be new and good. */
    public static void record(TestAccount account, String lines) {
        int events = Math.toIntExact(lines.strip().lines().count());
        TestAccount.as(account.key("ingest"))
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("recorded", equalTo(events))
                .body("rejected", equalTo(0));
    }
}
