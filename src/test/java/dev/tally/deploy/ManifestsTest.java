package dev.tally.deploy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each object is of its kind, to the last field: Kubernetes ignores some fields that it does not know, and refuses others. */
final class ManifestsTest {
    private static final String DEPLOYMENT = """
            {apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{name: tally%s}]}}}}
            """;

    static Stream<Manifest> written() throws IOException {
        return Manifest.written().stream();
    }

    static Stream<Path> overlays() throws IOException {
        return Manifest.overlays().stream();
    }

    @ParameterizedTest
    @MethodSource("written")
    void whatIsWrittenIsOfItsKind(Manifest manifest) {
        manifest.model();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whatIsRenderedIsOfItsKind(Path overlay) throws Exception {
        assumeTrue(
                Manifest.canRender(),
                "kubectl is not installed: what Kustomize makes of " + overlay + " is not checked");

        List<Manifest> objects = Manifest.rendered(overlay);

        assertFalse(objects.isEmpty());
        assertAll(objects.stream().map(object -> object::model));
    }

    @ParameterizedTest
    @ValueSource(strings = {", imagePullPolice: Always", ", ports: [{containerPort: 80, hostport: 80}]"})
    void aFieldThatTheKindDoesNotHaveIsFound(String misspelt) throws JsonProcessingException {
        JsonNode wrong = ObjectKind.YAML.readTree(DEPLOYMENT.formatted(misspelt));
        JsonNode right = ObjectKind.YAML.readTree(DEPLOYMENT.formatted(", imagePullPolicy: Always"));

        ObjectKind.parse(right);
        assertThrows(JsonProcessingException.class, () -> ObjectKind.parse(wrong));
    }

    @Test
    void aKeyThatStandsTwiceIsFound() {
        assertThrows(JsonProcessingException.class, () -> ObjectKind.YAML.readTree("{kind: Job, kind: Job}"));
    }

    @Test
    void thereIsSomethingToCheck() throws IOException {
        List<Path> overlays = Manifest.overlays();
        List<String> kinds = Manifest.written().stream().map(Manifest::kind).toList();

        assertTrue(overlays.size() >= 3, overlays::toString);
        assertTrue(
                kinds.containsAll(List.of("Deployment", "Job", "CronJob", "ServiceMonitor", "PrometheusRule")),
                kinds::toString);
    }
}
