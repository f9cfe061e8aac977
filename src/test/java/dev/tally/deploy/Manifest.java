package dev.tally.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An object that is deployed.
 *
 * @param origin the file or the overlay that it comes from
 * @param yaml what is written
 */
record Manifest(String origin, JsonNode yaml) {
    static final Path FOLDER = Path.of("deploy");

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final Set<String> OF_KUSTOMIZE = Set.of(KUSTOMIZATION, "kustomizeconfig.yaml");
    private static final List<String> PLATFORMS = List.of("kubernetes", "knative", "cloudrun");

    /** Those of all files, patches among them, which are parts of objects. */
    static List<Manifest> written() throws IOException {
        return files(name -> name.endsWith(".yaml") && !OF_KUSTOMIZE.contains(name)).stream()
                .flatMap(file -> in(file.toString(), reader(file)).stream())
                .toList();
    }

    /** The folders that are meant to be applied as a whole. */
    static List<Path> overlays() throws IOException {
        return files(KUSTOMIZATION::equals).stream()
                .map(Path::getParent)
                .filter(folder -> folder.getParent().endsWith("overlays") || folder.endsWith("knative"))
                .toList();
    }

    /** What is applied from a folder. Needs {@link #canRender()}. */
    static List<Manifest> rendered(Path overlay) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", overlay.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Reader reader = kubectl.inputReader()) {
            List<Manifest> objects = in(overlay.toString(), reader);
            if (!kubectl.waitFor(1, TimeUnit.MINUTES) || kubectl.exitValue() != 0) {
                throw new IllegalStateException("kubectl kustomize " + overlay + " failed, see above");
            }
            return objects;
        }
    }

    static boolean canRender() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    String kind() {
        return yaml.path("kind").asText();
    }

    /** The object, strictly as its kind has it. */
    Object model() {
        try {
            return ObjectKind.parse(yaml);
        } catch (IOException e) {
            throw new AssertionError(this + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return kind() + " " + yaml.path("metadata").path("name").asText() + " of " + origin;
    }

    private interface NameFilter {
        boolean accepts(String name);
    }

    private static List<Path> files(NameFilter filter) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            found = files.filter(file -> PLATFORMS.contains(
                            FOLDER.relativize(file).getName(0).toString()))
                    .filter(file -> filter.accepts(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
        return found;
    }

    private static Reader reader(Path file) {
        try {
            return new StringReader(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Manifest> in(String origin, Reader yaml) {
        try (MappingIterator<JsonNode> documents =
                ObjectKind.YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream()
                    .map(document -> new Manifest(origin, document))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
