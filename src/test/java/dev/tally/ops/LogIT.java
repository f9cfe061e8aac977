package dev.tally.ops;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service in production writes to its log, and sends to a collector of traces. */
class LogIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-log-test";
    private static final String EMAIL = "somebody@log-test.example";
    private static final String REQUEST_ID = "the-request-of-the-log-test";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJlLW9mLW5vYm9keQ";

    @TempDir
    Path folder;

    private FreshDatabase database;

    @BeforeEach
    void createDatabase() {
        database = FreshDatabase.create();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void eachLineIsAnObjectWithTheRequestAndItsTraceAndWithoutSecrets() throws Exception {
        try (PackagedService service = started(Map.of())) {
            String key = use(service);

            List<JsonNode> lines = lines(service);

            List<JsonNode> ofRequest = lines.stream()
                    .filter(line -> line.path("mdc").path("requestId").asText().equals(REQUEST_ID))
                    .toList();
            assertFalse(ofRequest.isEmpty(), lines::toString);
            ofRequest.forEach(
                    line -> assertEquals(TRACE, line.path("mdc").path("traceId").asText()));
            String text = String.join("\n", service.log());
            for (String secret :
                    List.of(ADMINISTRATOR_KEY, key, EMAIL, TOKEN, database.url().password())) {
                assertFalse(text.contains(secret), text);
            }
        }
    }

    /** Those of Tally stop the start. */
    @Test
    void aSettingOfTheFrameworkThatNobodyKnowsIsNamed() throws Exception {
        Path config = Files.createDirectory(folder.resolve("config"));
        Files.writeString(
                config.resolve("application.properties"),
                "quarkus.http.prot=1\nquarkus.http.idle-timeout=1M\nquarkus.log.category.\"a.b\".level=WARN");
        try (PackagedService service = started(Map.of())) {
            List<String> warnings = lines(service).stream()
                    .map(line -> line.path("message").asText())
                    .filter(message -> message.startsWith("Unrecognized configuration key"))
                    .toList();

            assertEquals(1, warnings.size(), service::lastLines);
            assertTrue(warnings.get(0).contains("quarkus.http.prot"), service::lastLines);
        }
    }

    @Test
    void tracesGoToTheCollectorThatIsNamed() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (PackagedService service = started(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort(),
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "QUARKUS_OTEL_EXPORTER_OTLP_TRACES_COMPRESSION",
                "none",
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "100MS"))) {
            failing(service, use(service));

            // A trace's id is its 16 bytes, in every encoding of Protocol Buffers.
            String bytes = new String(HexFormat.of().parseHex(TRACE), ISO_8859_1);
            String message = received.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            while (message != null && !message.contains(bytes)) {
                message = received.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
            assertTrue(message != null, service::lastLines);
            assertTrue(message.contains("/v1/query"), message);
        } finally {
            collector.stop(0);
        }
    }

    private PackagedService started(Map<String, String> more) throws InterruptedException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("TALLY_DATABASE_URL", database.url().withCredentials());
        settings.put("TALLY_ADMIN_KEY", ADMINISTRATOR_KEY);
        PackagedService service = PackagedService.in(folder, settings);
        service.start(TIMEOUT);
        return service;
    }

    /** Does what must leave no trace in the log, and what must. Returns the key of the account. */
    private String use(PackagedService service) throws Exception {
        ServiceClient administrator = new ServiceClient(service.url(), ADMINISTRATOR_KEY);
        Map<String, String> account = Map.of("kind", "team", "name", "Log", "external_id", "org_log");
        administrator.post("/v1/accounts", account).orThrow();
        assertEquals(409, administrator.post("/v1/accounts", account).status());
        String key = administrator
                .post(
                        "/v1/accounts/org_log/keys",
                        Map.of("name", "log", "scopes", List.of("ingest", "read"), "email", EMAIL))
                .orThrow()
                .path("secret")
                .asText();
        administrator
                .put("/v1/accounts/org_log/members/" + EMAIL, Map.of("role", "owner"))
                .orThrow();
        ServiceClient client = new ServiceClient(service.url(), key);
        client.post("/v1/events", Map.of("id", "one", "model", "m", "email", EMAIL))
                .orThrow();
        client.post("/v1/events", Map.of("id", "one", "model", "other", "email", EMAIL));
        assertEquals(401, client.as(TOKEN).get("/v1/query").status());
        assertEquals(500, failing(service, key));
        return key;
    }

    /** A request that ends in an error, which is logged. */
    private int failing(PackagedService service, String key) throws Exception {
        database.execute("ALTER TABLE pending_batch RENAME TO pending_batch_gone");
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(service.url().resolve("/v1/query?project_id=" + System.nanoTime()))
                                    .header("X-Api-Key", key)
                                    .header("X-Request-Id", REQUEST_ID)
                                    .header("traceparent", PARENT)
                                    .build(),
                            BodyHandlers.ofString());
            assertEquals(REQUEST_ID, answer.headers().firstValue("X-Request-Id").orElse(""));
            return answer.statusCode();
        } finally {
            database.execute("ALTER TABLE pending_batch_gone RENAME TO pending_batch");
        }
    }

    private static List<JsonNode> lines(PackagedService service) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : service.log()) {
            JsonNode object = JsonMapper.builder().build().readTree(line);
            assertTrue(object.isObject() && object.hasNonNull("level") && object.hasNonNull("message"), line);
            lines.add(object);
        }
        return lines;
    }
}
