package dev.tally.build;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs a copy of {@code mvnw} where no or another Maven is installed, against a server of our own. */
@DisabledOnOs(OS.WINDOWS)
class MavenWrapperTest {
    private static final String CHECKSUM_OF_NO_ARCHIVE = "0".repeat(128);

    @TempDir
    Path temp;

    private final AtomicInteger downloads = new AtomicInteger();
    private HttpServer server;
    private Path checkout;
    private Path tools;
    private Path home;

    @BeforeEach
    void checkOutAndServe() throws IOException {
        checkout = temp.resolve("check out");
        tools = Files.createDirectories(temp.resolve("some tools"));
        home = Files.createDirectories(temp.resolve("a home"));
        Files.createDirectories(checkout.resolve(".mvn/wrapper"));
        for (String file : List.of("mvnw", ".mvn/wrapper/FetchMaven.java")) {
            Files.copy(Path.of(file), checkout.resolve(file));
        }
        for (String tool : List.of("sh", "cut", "dirname", "head", "sed", "tr")) {
            install(tool, "exec " + whereIs(tool) + " \"$@\"");
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServing() {
        server.stop(0);
    }

    @Test
    void fetches_the_pinned_maven_once_and_runs_it() throws Exception {
        byte[] archive = Distribution.of("apache-maven-3.9.99/bin/mvn");
        serve(archive);
        pin(Distribution.sha512(archive));

        Outcome first = mvnw("--version", "two words");
        Outcome second = mvnw("verify");

        assertAll(
                () -> assertEquals("pinned Maven: [--version] [two words]", first.output()),
                () -> assertEquals("pinned Maven: [verify]", second.output()),
                () -> assertEquals(1, downloads.get()));
    }

    @Test
    void takes_the_repository_that_the_environment_names() throws Exception {
        byte[] archive = Distribution.of("apache-maven-3.9.99/bin/mvn");
        serve("/mirror/org/apache/maven/apache-maven/3.9.99/apache-maven-3.9.99-bin.zip", archive);
        pin(Distribution.sha512(archive));

        Outcome outcome = run(Map.of("MVNW_REPOURL", at("/mirror/")), "verify");

        assertEquals("pinned Maven: [verify]", outcome.output());
    }

    @Test
    void runs_at_the_same_time_do_not_disturb_each_other() throws Exception {
        byte[] archive = Distribution.of("apache-maven-3.9.99/bin/mvn");
        serve(archive);
        pin(Distribution.sha512(archive));

        List<Process> runs = Stream.of("one", "two", "three")
                .map(argument -> start(Map.of(), argument))
                .toList();

        for (Process run : runs) {
            assertEquals(0, Outcome.of(run).status());
        }
        assertEquals(1, namesIn(cache()).size(), "nothing but the Maven is left behind");
    }

    @Test
    void refuses_an_archive_with_another_checksum() throws Exception {
        serve(Distribution.of("apache-maven-3.9.99/bin/mvn"));
        pin(CHECKSUM_OF_NO_ARCHIVE);

        assertRefused(mvnw("verify"), "checksum mismatch");
    }

    @Test
    void refuses_an_archive_that_ends_early() throws Exception {
        byte[] archive = Distribution.of("apache-maven-3.9.99/bin/mvn");
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, archive.length + 1L);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        pin(Distribution.sha512(archive));

        assertRefused(mvnw("verify"), "cannot download " + at("/"));
    }

    @Test
    void says_when_there_is_no_such_archive() throws Exception {
        pin(CHECKSUM_OF_NO_ARCHIVE);

        assertRefused(mvnw("verify"), "HTTP status 404");
    }

    @Test
    void refuses_an_archive_that_writes_outside_of_its_folder() throws Exception {
        byte[] archive = Distribution.of("apache-maven-3.9.99/bin/mvn", "apache-maven-3.9.99/../../../evil");
        serve(archive);
        pin(Distribution.sha512(archive));

        assertRefused(mvnw("verify"), "points outside of its folder");
        assertFalse(Files.exists(cache().resolve("evil")));
    }

    @Test
    void takes_the_installed_maven_that_is_recent_enough() throws Exception {
        pin(CHECKSUM_OF_NO_ARCHIVE);

        for (String version : List.of("3.8.6", "3.9.0", "3.10.0", "4.0.0-rc-4")) {
            installMaven("\\033[1mApache Maven " + version + "\\033[m");
            assertEquals("installed Maven: [verify]", mvnw("verify").output(), version);
        }
    }

    @Test
    void does_not_take_an_installed_maven_that_is_too_old() throws Exception {
        byte[] archive = Distribution.of("apache-maven-3.9.99/bin/mvn");
        serve(archive);
        pin(Distribution.sha512(archive));

        for (String version : List.of("3.8.5", "3.6.10", "2.99.99", "unknown")) {
            installMaven("Apache Maven " + version + " (0123abc)");
            assertEquals("pinned Maven: [verify]", mvnw("verify").output(), version);
        }
    }

    @Test
    void does_not_take_an_installed_maven_that_is_too_old_for_the_dev_mode_of_quarkus() throws Exception {
        byte[] archive = Distribution.of("apache-maven-3.9.99/bin/mvn");
        serve(archive);
        pin(Distribution.sha512(archive));

        installMaven("Apache Maven 3.8.7");
        assertEquals(
                "pinned Maven: [-B] [quarkus:dev]", mvnw("-B", "quarkus:dev").output());
        installMaven("Apache Maven 3.9.0");
        assertEquals(
                "installed Maven: [-B] [quarkus:dev]", mvnw("-B", "quarkus:dev").output());
    }

    @Test
    void says_when_there_is_no_jdk() throws Exception {
        pin(CHECKSUM_OF_NO_ARCHIVE);

        assertRefused(run(Map.of("JAVA_HOME", ""), "verify"), "no Java found");
        assertRefused(run(Map.of("JAVA_HOME", "/no where"), "verify"), "JAVA_HOME is /no where");
    }

    private void assertRefused(Outcome outcome, String why) throws IOException {
        List<String> complaints = outcome.errors()
                .lines()
                .filter(line -> !line.startsWith("mvnw: fetching"))
                .toList();
        assertAll(
                () -> assertEquals(1, outcome.status()),
                () -> assertEquals(1, complaints.size(), complaints::toString),
                () -> assertTrue(complaints.get(0).startsWith("mvnw: "), complaints::toString),
                () -> assertTrue(complaints.get(0).contains(why), complaints::toString),
                () -> assertEquals(List.of(), namesIn(cache()), "nothing is left behind"));
    }

    private void pin(String sha512) throws IOException {
        Files.writeString(
                checkout.resolve(".mvn/wrapper/maven-wrapper.properties"),
                "distributionUrl=" + at("/apache-maven-3.9.99-bin.zip") + "\ndistributionSha512Sum=" + sha512 + "\n");
    }

    private void serve(byte[] archive) {
        serve("/apache-maven-3.9.99-bin.zip", archive);
    }

    private void serve(String path, byte[] archive) {
        server.createContext(path, exchange -> answer(exchange, archive));
    }

    private void answer(HttpExchange exchange, byte[] archive) throws IOException {
        downloads.incrementAndGet();
        exchange.sendResponseHeaders(200, archive.length);
        exchange.getResponseBody().write(archive);
        exchange.close();
    }

    private String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void installMaven(String firstLineOfVersion) throws IOException {
        install(
                "mvn",
                "if [ \"$1\" = -v ]; then printf '" + firstLineOfVersion + "\\n'; exit; fi\n"
                        + Distribution.saying("installed Maven"));
    }

    private void install(String tool, String script) throws IOException {
        Path file = Files.writeString(tools.resolve(tool), "#!/bin/sh\n" + script + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Path cache() {
        return home.resolve(".m2/wrapper/dists/apache-maven-3.9.99");
    }

    private static List<String> namesIn(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path whereIs(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Outcome mvnw(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Outcome run(Map<String, String> environment, String... arguments) throws Exception {
        return Outcome.of(start(environment, arguments));
    }

    private Process start(Map<String, String> environment, String... arguments) {
        Map<String, String> all = new HashMap<>(Map.of(
                "PATH", tools.toString(), "HOME", home.toString(), "JAVA_HOME", System.getProperty("java.home")));
        all.putAll(environment);
        return Outcome.start(checkout.resolve("mvnw"), all, arguments);
    }
}
