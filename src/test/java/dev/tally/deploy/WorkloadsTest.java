package dev.tally.deploy;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.cli.TallyCommand;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What runs in the pods is Tally as it is: its settings, commands and ports, without rights that it does not need. */
final class WorkloadsTest {
    /** What is not Tally's own to name, and is used as its library has it. */
    private static final Set<String> NAMES_OF_LIBRARIES = Set.of(
            "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE",
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
            "MP_JWT_VERIFY_ISSUER",
            "MP_JWT_VERIFY_AUDIENCES",
            "OTEL_EXPORTER_OTLP_ENDPOINT");

    /** Also one that is only suggested. */
    private static final Pattern SETTING = Pattern.compile("^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$", Pattern.MULTILINE);

    private static final String A_SECRET = "whatever";

    static Stream<Workload> workloads() throws IOException {
        return Manifest.written().stream().flatMap(object -> Workload.of(object).stream());
    }

    static Stream<Workload> whole() throws IOException {
        return workloads().filter(workload -> workload.container().getImage() != null);
    }

    static Stream<Workload> ours() throws IOException {
        return whole().filter(Workload::isTally);
    }

    static Stream<Workload> services() throws IOException {
        return whole().filter(Workload::isService);
    }

    static Stream<Path> settingsFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Manifest.FOLDER)) {
            return files.filter(file -> file.endsWith("settings.env")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void itsSettingsAreTallys(Workload workload) {
        Map<String, String> environment = workload.environment().stream()
                .collect(toMap(EnvVar::getName, variable -> Optional.ofNullable(variable.getValue())
                        .orElse(A_SECRET)));

        assertAreSettings(environment);
    }

    @ParameterizedTest
    @MethodSource("settingsFiles")
    void theSettingsInFilesAreTallys(Path file) throws IOException {
        Map<String, String> environment = new HashMap<>();
        Matcher settings = SETTING.matcher(Files.readString(file));
        while (settings.find()) {
            environment.put(settings.group(1), settings.group(2));
        }

        assertTrue(!environment.isEmpty());
        assertAreSettings(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "citus"})
    void theSettingsOfComposeAreTallys(String folder) throws IOException {
        JsonNode services = composed(folder);

        for (String name : List.of("migrate", "tally")) {
            Map<String, String> environment = new HashMap<>();
            services.path(name)
                    .path("environment")
                    .fields()
                    .forEachRemaining(variable -> environment.put(
                            variable.getKey(), chosen(variable.getValue().asText())));
            assertTrue(environment.containsKey("TALLY_DATABASE_URL"), name);
            assertAreSettings(environment);
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void itsCommandIsTallys(Workload workload) {
        String[] arguments = workload.container().getArgs().toArray(String[]::new);

        assertTrue(arguments.length > 0);
        assertDoesNotThrow(() -> new CommandLine(new TallyCommand()).parseArgs(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "citus"})
    void theCommandsOfComposeAreTallys(String folder) throws IOException {
        JsonNode services = composed(folder);

        for (String name : List.of("migrate", "tally")) {
            String[] command = StreamSupport.stream(
                            services.path(name).path("command").spliterator(), false)
                    .map(JsonNode::asText)
                    .toArray(String[]::new);
            assertTrue(command.length > 0, name);
            assertDoesNotThrow(() -> new CommandLine(new TallyCommand()).parseArgs(command));
        }
    }

    @Test
    void aSettingThatTallyDoesNotHaveIsFound() {
        assertThrows(ConfigValidationException.class, () -> Settings.read(Map.of("TALLY_ROLL_AUTOMATICALLY", "false")));
        assertThrows(
                ConfigValidationException.class,
                () -> Settings.read(Map.of("TALLY_RETENTION_RAW_EVENTS", "13 months")));
    }

    @ParameterizedTest
    @MethodSource("services")
    void itsPortsAreTallys(Workload workload) {
        Map<String, Integer> ports = workload.container().getPorts().stream()
                .collect(toMap(ContainerPort::getName, ContainerPort::getContainerPort));
        Set<Integer> probed = workload.probes()
                .map(probe -> probe.getHttpGet().getPort())
                .map(port -> port.getIntVal() == null ? ports.get(port.getStrVal()) : port.getIntVal())
                .collect(toSet());

        // Knative and Cloud Run send requests to the only port that may be named there, and call it so.
        assertEquals(setting("tally.port"), ports.getOrDefault("http", ports.get("http1")));
        assertEquals(
                setting("tally.management.port"), ports.getOrDefault("management", setting("tally.management.port")));
        assertEquals(Set.of(setting("tally.management.port")), probed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.native", "Dockerfile.jvm"})
    void theImagesExposeThem(String file) throws IOException {
        String image = Files.readString(Manifest.FOLDER.resolve("docker").resolve(file));

        assertTrue(image.lines()
                .anyMatch(("EXPOSE " + setting("tally.port") + " " + setting("tally.management.port"))::equals));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void itHasTheRightsOfARestrictedPod(Workload workload) {
        if (workload.manifest().origin().contains("cloudrun")) {
            return;
        }
        SecurityContext container = workload.container().getSecurityContext();
        Optional<PodSecurityContext> pod = workload.security();

        assertEquals(false, container.getAllowPrivilegeEscalation());
        assertEquals(true, container.getReadOnlyRootFilesystem());
        assertEquals(
                List.of("ALL"),
                Optional.ofNullable(container.getCapabilities())
                        .map(Capabilities::getDrop)
                        .orElse(List.of()));
        assertEquals(true, pod.map(PodSecurityContext::getRunAsNonRoot).orElseGet(container::getRunAsNonRoot));
        assertEquals(
                "RuntimeDefault",
                pod.map(PodSecurityContext::getSeccompProfile)
                        .orElseGet(container::getSeccompProfile)
                        .getType());
    }

    @ParameterizedTest
    @MethodSource("whole")
    void itsMemoryIsBounded(Workload workload) {
        assertNotNull(workload.container().getResources().getLimits().get("memory"));
    }

    private static JsonNode composed(String folder) throws IOException {
        return ObjectKind.YAML
                .readTree(
                        Manifest.FOLDER.resolve(Path.of(folder, "compose.yaml")).toFile())
                .path("services");
    }

    /** With something in place of what Compose takes from its own environment. */
    private static String chosen(String value) {
        return value.replaceAll("\\$\\{[^}]*}", A_SECRET);
    }

    private static int setting(String name) {
        return Settings.read(Map.of()).getValue(name, Integer.class);
    }

    private static void assertAreSettings(Map<String, String> environment) {
        Map<String, String> tallys = new HashMap<>(environment);
        tallys.keySet().removeAll(NAMES_OF_LIBRARIES);
        assertTrue(tallys.keySet().stream().allMatch(name -> name.startsWith("TALLY_")), tallys::toString);
        assertDoesNotThrow(() -> Settings.read(tallys));
    }
}
