package dev.tally.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How each API says that it cannot answer now, but may later. */
public final class Unavailable {
    private static final String PROBLEM = "tally/problem.json";

    private Unavailable() {}

    /** A question for a summary in each API, and the contract of its errors. */
    public static Map<String, String> questions(String organization) {
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("/v1/query", PROBLEM);
        questions.put("/neo/api/v1/usage/summary", "neo/error.json");
        questions.put("/v1/usage", "surnex/error.json");
        questions.put("/v1/analytics/usage/summary/" + organization, "freddy/error.json");
        questions.put("/agentgate/api/v1/usage/summary", "agentgate/error.json");
        questions.put(
                "/umbraco/ai/management/api/v1/analytics/usage-summary?from=2026-01-01&to=2026-12-31",
                "umbraco/problem.json");
        return questions;
    }

    /** Every API refuses for now, in its own words. */
    public static void inEveryApi(ServiceClient client, String organization) throws IOException {
        for (Map.Entry<String, String> question : questions(organization).entrySet()) {
            check(client.get(question.getKey()), question.getKey(), question.getValue());
        }
    }

    /** The native API refuses for now. */
    public static void check(Answer answer, String request) {
        check(answer, request, PROBLEM);
    }

    /** The API with this contract of errors refuses for now, and says when to come back. */
    public static void check(Answer answer, String request, String contract) {
        assertEquals(503, answer.status(), () -> request + ": " + answer.text());
        assertTrue(answer.retryAfter().orElse("").matches("[1-9][0-9]*"), request);
        JsonContract.of(contract).assertHolds(answer.text());
    }
}
