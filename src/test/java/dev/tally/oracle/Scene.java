package dev.tally.oracle;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tally.testing.TestAccount;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** An account of its own: events are posted to it and questions asked of it over HTTP. */
final class Scene {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final TestAccount account;
    private final String key;
    private int recorded;
    private int duplicates;
    private int rejected;

    private Scene(TestAccount account) {
        this.account = account;
        this.key = account.key("ingest", "read", "admin");
    }

    static Scene open() {
        return new Scene(TestAccount.team());
    }

    /** Posts the events in random order and portions, some of them again, some ids again with other content. */
    void post(List<SampleEvent> events, Random random) {
        List<SampleEvent> sent = new ArrayList<>(events);
        List<SampleEvent> repeated = chosen(events, random);
        sent.addAll(repeated);
        Collections.shuffle(sent, random);
        List<SampleEvent> conflicting =
                chosen(events, random).stream().map(SampleEvent::conflicting).toList();
        sent.addAll(conflicting);

        for (int from = 0; from < sent.size(); ) {
            int to = Math.min(sent.size(), from + 1 + random.nextInt(30));
            post(sent.subList(from, to), random.nextInt(3));
            from = to;
            rollPerhaps(random);
        }
        assertEquals(
                List.of(events.size(), repeated.size(), conflicting.size()), List.of(recorded, duplicates, rejected));
    }

    /** Posts one event that must be new. */
    void postNew(SampleEvent event) {
        posting("application/json", event.json().toString())
                .then()
                .statusCode(200)
                .body("recorded", equalTo(1));
    }

    /** Voids an event. */
    void voidEvent(String id, int expectedStatus) {
        given().header("X-Api-Key", key).delete("/v1/events/{id}", id).then().statusCode(expectedStatus);
    }

    /** Makes the event with this id what this one is. */
    void correct(SampleEvent event, int expectedStatus) {
        given().header("X-Api-Key", key)
                .contentType("application/json")
                .body(event.json().toString().getBytes(StandardCharsets.UTF_8))
                .put("/v1/events/{id}", event.id())
                .then()
                .statusCode(expectedStatus);
    }

    /** The answer of a path to the account's key. */
    JsonNode get(String path) {
        return parsed(given().header("X-Api-Key", key)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    JsonNode ask(Question question) {
        RequestSpecification request = given().header("X-Api-Key", key);
        if (question.from() != null) {
            request.queryParam("from", question.from().toString());
        }
        request.queryParam("to", question.to().toString());
        question.filters().forEach((dimension, values) -> request.queryParam(dimension.field(), List.copyOf(values)));
        question.groupBy().forEach(dimension -> request.queryParam("group_by", dimension.field()));
        if (question.granularity() != null) {
            request.queryParam("granularity", question.granularity().parameter());
        }
        request.queryParam("tz", question.zone().getId());
        return parsed(request.get("/v1/query").then().statusCode(200).extract().asString());
    }

    /** Whether events are in cells never shows. */
    void rollPerhaps(Random random) {
        int choice = random.nextInt(12);
        if (choice < 4) {
            administer("roll");
        } else if (choice == 4) {
            administer("rebuild");
        }
    }

    private void administer(String what) {
        TestAccount.asAdministrator()
                .header("X-Tally-Account", account.id())
                .post("/v1/admin/" + what)
                .then()
                .statusCode(200);
    }

    private void post(List<SampleEvent> batch, int format) {
        if (format == 0) {
            batch.forEach(
                    event -> count(posting("application/json", event.json().toString())));
        } else if (format == 1) {
            String array =
                    batch.stream().map(event -> event.json().toString()).collect(Collectors.joining(",", "[", "]"));
            count(posting("application/json", array));
        } else {
            String lines = batch.stream().map(event -> event.json().toString()).collect(Collectors.joining("\n"));
            count(posting("application/x-ndjson", lines));
        }
    }

    private Response posting(String contentType, String body) {
        return given().header("X-Api-Key", key)
                .contentType(contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/events");
    }

    private void count(Response response) {
        JsonNode result = parsed(response.then().statusCode(200).extract().asString());
        recorded += result.get("recorded").asInt();
        duplicates += result.get("duplicates").asInt();
        rejected += result.get("rejected").asInt();
    }

    private static List<SampleEvent> chosen(List<SampleEvent> events, Random random) {
        return events.stream().filter(event -> random.nextInt(5) == 0).toList();
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
