package dev.tally.deploy;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is applied together fits together: nothing selects, names or mounts something that is not there. */
final class RenderedTest {
    /** The Secret {@code tally} is made by hand, as the READMEs say. */
    private static final Map<String, Set<String>> SECRETS =
            Map.of("tally", Set.of("database-url", "admin-key", "database-password"));

    static Stream<Path> overlays() throws IOException {
        return Manifest.overlays().stream();
    }

    @BeforeAll
    static void needsKubectl() {
        assumeTrue(
                Manifest.canRender(),
                "kubectl is not installed: whether the rendered objects fit together is not checked");
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everySelectorSelectsSomething(Path overlay) throws Exception {
        Applied applied = Applied.from(overlay);

        for (Manifest service : applied.of("v1", "Service")) {
            assertTrue(applied.selects(labels(service.yaml().at("/spec/selector"))), service::toString);
        }
        for (Manifest object : applied.objects()) {
            for (String selector : List.of("/spec/selector/matchLabels", "/spec/podSelector/matchLabels")) {
                Map<String, String> labels = labels(object.yaml().at(selector));
                boolean selectsServices = object.kind().equals("ServiceMonitor");
                assertTrue(
                        labels.isEmpty()
                                || (selectsServices
                                        ? applied.of("v1", "Service").stream()
                                                .anyMatch(service -> has(labels, labelsOf(service)))
                                        : applied.selects(labels)),
                        () -> object + " selects nothing by " + labels);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyNamedPortIsThere(Path overlay) throws Exception {
        Applied applied = Applied.from(overlay);
        Set<String> containers = applied.workloads().stream()
                .flatMap(workload -> workload.container().getPorts().stream())
                .map(ContainerPort::getName)
                .collect(toSet());
        Set<String> services = applied.of("v1", "Service").stream()
                .flatMap(service -> elements(service.yaml().at("/spec/ports")))
                .map(port -> port.path("name").asText())
                .collect(toSet());

        for (Manifest object : applied.objects()) {
            object.yaml().findValues("targetPort").forEach(port -> assertIsOf(containers, port, object));
            boolean isPolicy = object.kind().equals("NetworkPolicy");
            boolean isMonitor = object.kind().equals("ServiceMonitor");
            if (isPolicy || isMonitor) {
                object.yaml()
                        .findValues("port")
                        .forEach(port -> assertIsOf(isPolicy ? containers : services, port, object));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everythingNamedIsThere(Path overlay) throws Exception {
        Applied applied = Applied.from(overlay);

        for (Manifest object : applied.objects()) {
            for (JsonNode secret : object.yaml().findValues("secretKeyRef")) {
                assertTrue(
                        SECRETS.getOrDefault(secret.path("name").asText(), Set.of())
                                .contains(secret.path("key").asText()),
                        () -> object + " needs " + secret);
            }
            for (JsonNode map : object.yaml().findValues("configMapRef")) {
                assertTrue(applied.has("v1", "ConfigMap", map.path("name").asText()), () -> object + " needs " + map);
            }
            for (JsonNode target : object.yaml().findValues("scaleTargetRef")) {
                assertTrue(
                        applied.has(
                                target.path("apiVersion").asText(),
                                target.path("kind").asText(),
                                target.path("name").asText()),
                        () -> object + " needs " + target);
            }
        }
        for (Workload workload : applied.workloads()) {
            assertTrue(
                    workload.serviceAccount() == null || applied.has("v1", "ServiceAccount", workload.serviceAccount()),
                    workload::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everythingIsInOneNamespaceAndOfOneVersion(Path overlay) throws Exception {
        Applied applied = Applied.from(overlay);

        assertEquals(
                Set.of("tally"),
                applied.objects().stream()
                        .filter(object -> !object.kind().equals("Namespace"))
                        .map(object -> object.yaml().at("/metadata/namespace").asText())
                        .collect(toSet()));
        assertEquals(
                1,
                applied.workloads().stream()
                        .filter(Workload::isTally)
                        .map(workload -> workload.container().getImage())
                        .distinct()
                        .count());
        for (Workload workload : applied.workloads()) {
            String image = workload.container().getImage();
            assertTrue(image.matches(".+/.+:[0-9].*"), () -> workload + " runs some version of " + image);
        }
    }

    private static void assertIsOf(Set<String> names, JsonNode port, Manifest object) {
        assertTrue(port.isNumber() || names.contains(port.asText()), () -> object + " names the port " + port);
    }

    private static Map<String, String> labels(JsonNode object) {
        return object.properties().stream()
                .collect(toMap(Map.Entry::getKey, label -> label.getValue().asText()));
    }

    private static Map<String, String> labelsOf(Manifest object) {
        return labels(object.yaml().at("/metadata/labels"));
    }

    private static boolean has(Map<String, String> wanted, Map<String, String> labels) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private record Applied(List<Manifest> objects, List<Workload> workloads) {
        static Applied from(Path overlay) throws IOException, InterruptedException {
            List<Manifest> objects = Manifest.rendered(overlay);
            return new Applied(
                    objects,
                    objects.stream()
                            .flatMap(object -> Workload.of(object).stream())
                            .toList());
        }

        List<Manifest> of(String apiVersion, String kind) {
            return objects.stream()
                    .filter(object -> object.kind().equals(kind)
                            && object.yaml().path("apiVersion").asText().equals(apiVersion))
                    .toList();
        }

        boolean has(String apiVersion, String kind, String name) {
            return of(apiVersion, kind).stream()
                    .anyMatch(object ->
                            object.yaml().at("/metadata/name").asText().equals(name));
        }

        boolean selects(Map<String, String> labels) {
            return workloads.stream()
                    .map(Workload::labels)
                    .map(HashMap::new)
                    .anyMatch(pod -> RenderedTest.has(labels, pod));
        }
    }
}
