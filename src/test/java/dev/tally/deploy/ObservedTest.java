package dev.tally.deploy;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tally.testing.Ports;
import dev.tally.testing.TestAccount;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What probes ask for answers, and what alerts and the dashboard read is what the service tells of itself. */
@QuarkusTest
final class ObservedTest {
    private static final Path DASHBOARD =
            Manifest.FOLDER.resolve(Path.of("kubernetes", "monitoring", "dashboard.json"));
    private static final Pattern SAMPLE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(?:^|,)(\\w+)=\"");

    /** What Prometheus and the cluster know without us. */
    private static final Map<String, Set<String>> NOT_OURS =
            Map.of("up", Set.of(), "container_memory_working_set_bytes", Set.of("container"));

    private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("namespace", "job", "pod");

    @TestHTTPResource(management = true)
    URI management;

    private Map<String, Set<String>> metrics;

    /** Some meters are there from their first use only. */
    @BeforeEach
    void use() {
        String key = TestAccount.team().key("read", "ingest");
        TestAccount.as(key)
                .body(List.of(Map.of("id", "a", "model", "m"), Map.of("id", "a", "model", "m")))
                .post("/v1/events")
                .then()
                .statusCode(200);
        TestAccount.as(key).get("/v1/query?group_by=model").then().statusCode(200);
        TestAccount.asAdministrator().post("/v1/admin/roll").then().statusCode(200);

        metrics = samples(
                given().get(at("/q/metrics")).then().statusCode(200).extract().asString());
    }

    @Test
    void everyPathThatIsProbedAnswers() throws IOException {
        Set<String> paths = Manifest.written().stream()
                .flatMap(object -> Workload.of(object).stream())
                .filter(Workload::isService)
                .flatMap(Workload::probes)
                .map(probe -> probe.getHttpGet().getPath())
                .collect(toSet());

        assertEquals(Set.of("/q/health/started", "/q/health/ready", "/q/health/live"), paths);
        assertAll(paths.stream().map(path -> () -> given().get(at(path)).then().statusCode(200)));
    }

    @Test
    void theHealthCheckOfTheImagesSaysTheSame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here, as there is in the images");

        assertEquals(0, healthCheck(management.getPort()));
        assertNotEquals(0, healthCheck(Ports.free()));
    }

    @Test
    void whatIsScrapedAreTheMetrics() throws IOException {
        List<JsonNode> endpoints = expressionsOf(
                "ServiceMonitor", object -> object.at("/spec/endpoints").findValues("path"));

        assertFalse(endpoints.isEmpty());
        for (JsonNode path : endpoints) {
            given().get(at(path.asText())).then().statusCode(200);
        }
    }

    @Test
    void alertsReadWhatThereIs() throws IOException {
        List<JsonNode> expressions = expressionsOf("PrometheusRule", object -> object.findValues("expr"));

        assertFalse(expressions.isEmpty());
        assertAll(expressions.stream().map(expression -> () -> assertIsThere(expression.asText())));
    }

    @Test
    void theDashboardReadsWhatThereIs() throws IOException {
        List<String> expressions = dashboard();

        assertFalse(expressions.isEmpty());
        assertAll(expressions.stream().map(expression -> () -> assertIsThere(expression)));
    }

    @Test
    void theDashboardShowsAllOfOurOwn() throws IOException {
        Set<String> shown = dashboard().stream()
                .flatMap(expression -> PromQl.reads(expression).keySet().stream())
                .collect(toSet());
        Set<String> ours = metrics.keySet().stream()
                .filter(name -> name.startsWith("tally_"))
                .collect(toSet());

        assertFalse(ours.isEmpty());
        ours.removeAll(shown);
        assertEquals(Set.of(), ours);
    }

    @Test
    void panelsHaveNumbersOfTheirOwn() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        read(DASHBOARD)
                .path("panels")
                .forEach(panel -> numbers.add(panel.path("id").asInt()));

        assertEquals(new HashSet<>(numbers).size(), numbers.size());
    }

    private static int healthCheck(int port) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(
                Manifest.FOLDER.resolve(Path.of("docker", "healthy")).toString());
        check.environment().put("TALLY_MANAGEMENT_PORT", Integer.toString(port));
        return check.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private String at(String path) {
        return management.resolve(path).toString();
    }

    private void assertIsThere(String expression) {
        Map<String, Set<String>> read = PromQl.reads(expression);
        assertFalse(read.isEmpty(), expression);
        read.forEach((metric, labels) -> {
            Set<String> known = metrics.getOrDefault(metric, NOT_OURS.get(metric));
            assertTrue(known != null, () -> "there is no " + metric + ", which is read by " + expression);
            Set<String> unknown = new HashSet<>(labels);
            unknown.removeAll(known);
            unknown.removeAll(LABELS_OF_PROMETHEUS);
            assertEquals(Set.of(), unknown, () -> "labels of " + metric + " in " + expression);
        });
    }

    /** The names, each with all labels that any of its samples has. */
    private static Map<String, Set<String>> samples(String text) {
        Map<String, Set<String>> metrics = new HashMap<>();
        Matcher samples = SAMPLE.matcher(text);
        while (samples.find()) {
            Set<String> labels = metrics.computeIfAbsent(samples.group(1), name -> new HashSet<>());
            if (samples.group(2) != null) {
                LABEL.matcher(samples.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        }
        return metrics;
    }

    private static List<String> dashboard() throws IOException {
        return read(DASHBOARD).findValues("expr").stream().map(JsonNode::asText).toList();
    }

    private static JsonNode read(Path json) throws IOException {
        return new ObjectMapper().readTree(json.toFile());
    }

    private static List<JsonNode> expressionsOf(String kind, Function<JsonNode, List<JsonNode>> of) throws IOException {
        return Manifest.written().stream()
                .filter(object -> object.kind().equals(kind))
                .flatMap(object -> of.apply(object.yaml()).stream())
                .toList();
    }
}
