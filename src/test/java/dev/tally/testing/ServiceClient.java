package dev.tally.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks to a service in another process, and blocks. Every method throws an {@link IOException} where no answer came.
 *
 * @param credential a key, or empty for none
 */
public record ServiceClient(URI service, String credential) {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * What came back.
     *
     * @param retryAfter the header that says after how many seconds to try again
     */
    public record Answer(int status, String text, Optional<String> retryAfter) {
        public boolean isOk() {
            return status >= 200 && status < 300;
        }

        /** Its numbers are exact. */
        public JsonNode json() throws IOException {
            return JSON.readTree(text);
        }

        /** The body of a good answer. */
        public JsonNode orThrow() throws IOException {
            if (!isOk()) {
                throw new IOException("HTTP status " + status + ": " + text);
            }
            return json();
        }
    }

    public ServiceClient as(String otherCredential) {
        return new ServiceClient(service, otherCredential);
    }

    public Answer get(String path) throws IOException {
        return send(request(path).GET());
    }

    public Answer post(String path, Map<String, ?> body) throws IOException {
        return post(path, "application/json", json(body));
    }

    public Answer put(String path, Map<String, ?> body) throws IOException {
        return put(path, "application/json", json(body));
    }

    public Answer put(String path, String contentType, byte[] body) throws IOException {
        return send(request(path).header("Content-Type", contentType).PUT(BodyPublishers.ofByteArray(body)));
    }

    public Answer delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    public Answer post(String path, String contentType, byte[] body) throws IOException {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    /** As the service's administrator, who acts on the account of this id. */
    public Answer postFor(String account, String path) throws IOException {
        return send(request(path).header("X-Tally-Account", account).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(path)).timeout(TIMEOUT);
        return credential.isEmpty() ? request : request.header("X-Api-Key", credential);
    }

    private static byte[] json(Map<String, ?> body) throws JsonProcessingException {
        return JSON.writeValueAsBytes(body);
    }

    private static Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), response.body(), response.headers().firstValue("Retry-After"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for an answer").initCause(e);
        }
    }
}
