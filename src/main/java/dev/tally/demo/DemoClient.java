package dev.tally.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Speaks to the service as its administrator. Blocks, so it must not run on an event loop. */
final class DemoClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int CONFLICT = 409;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI service;
    private final String administratorKey;

    DemoClient(URI service, String administratorKey) {
        this.service = service;
        this.administratorKey = administratorKey;
    }

    JsonNode get(String path) {
        return answer(request(path).GET().build());
    }

    void post(String path, Map<String, ?> body) {
        answer(request(path).POST(BodyPublishers.ofString(json(body))).build());
    }

    void put(String path, Map<String, ?> body) {
        answer(request(path).PUT(BodyPublishers.ofString(json(body))).build());
    }

    /** Posts events, one JSON object a line, to an account. */
    JsonNode postEvents(String account, String lines) {
        return answer(HttpRequest.newBuilder(service.resolve("/v1/events"))
                .timeout(TIMEOUT)
                .header("X-Api-Key", administratorKey)
                .header("X-Tally-Account", account)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build());
    }

    static String json(Map<String, ?> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .timeout(TIMEOUT)
                .header("X-Api-Key", administratorKey)
                .header("Content-Type", "application/json");
    }

    /** What is there already is what the demo wants: a conflict is no failure. */
    private JsonNode answer(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 400 && response.statusCode() != CONFLICT) {
                throw new IllegalStateException(request.method() + " "
                        + request.uri().getPath() + " was answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("the demo was interrupted"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
