package dev.tally.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.contract.Unavailable;
import dev.tally.ops.embedded.KillablePostgres;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Ports;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import dev.tally.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL's disk is full, and then there is room again. Needs to mount a small one, which only root may. */
class FullDiskIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-disk-test";
    private static final int DISK_MIB = 320;
    private static final int LEFT_MIB = 8;
    private static final int BATCH = 500;
    private static final int MOST_BATCHES = 100;

    /** Small files, written soon. */
    private static final Map<String, String> SMALL =
            Map.of("max_wal_size", "64MB", "min_wal_size", "32MB", "shared_buffers", "16MB", "wal_recycle", "off");

    @TempDir
    Path folder;

    private SmallDisk disk;
    private KillablePostgres postgres;
    private PackagedService service;
    private ServiceClient client;

    @BeforeEach
    void start() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.mountedOn(folder.resolve("disk"), DISK_MIB);
        assumeTrue(mounted.isPresent(), "this process may not mount a small disk: run the test as root on Linux");
        disk = mounted.get();
        postgres = KillablePostgres.in(folder.resolve("disk"), TestPostgres.programs(), Ports.free(), SMALL);
        postgres.start(TIMEOUT);
        service = PackagedService.in(
                folder,
                Map.of("TALLY_DATABASE_URL", postgres.url().withCredentials(), "TALLY_ADMIN_KEY", ADMINISTRATOR_KEY));
        service.start(TIMEOUT);
        ServiceClient administrator = new ServiceClient(service.url(), ADMINISTRATOR_KEY);
        administrator
                .post("/v1/accounts", Map.of("kind", "team", "name", "Disk", "external_id", "org_disk"))
                .orThrow();
        client = administrator.as(administrator
                .post("/v1/accounts/org_disk/keys", Map.of("name", "disk", "scopes", List.of("ingest", "read")))
                .orThrow()
                .path("secret")
                .asText());
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.kill();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void whatDoesNotFitIsRefusedForNowAndWhatWasAcknowledgedStays() throws Exception {
        post(0).orThrow();
        disk.fill(LEFT_MIB);

        int batches = 1;
        Answer answer = post(batches);
        while (answer.isOk()) {
            batches++;
            assertTrue(batches < MOST_BATCHES, "the disk is never full");
            answer = post(batches);
        }
        Unavailable.check(answer, "post");
        System.out.printf("FullDiskIT: batch %d was refused: %s%n", batches, answer.text());

        disk.free();
        // Where the disk was too full even to write down what had happened, PostgreSQL has ended.
        postgres.start(TIMEOUT);
        service.start(TIMEOUT);
        awaitAnswers();
        sendAgain(batches);
        assertEquals(
                (batches + 1L) * BATCH,
                client.get("/v1/query").orThrow().at("/totals/events").asLong());
    }

    /** Everything is sent again: the batches that were acknowledged are all there, and the other one is by now. */
    private void sendAgain(int batches) throws IOException {
        for (int batch = 0; batch < batches; batch++) {
            JsonNode result = post(batch).orThrow();
            assertEquals(BATCH, result.path("duplicates").asInt(), "batch " + batch + ": " + result);
        }
        JsonNode last = post(batches).orThrow();
        assertEquals(
                BATCH, last.path("recorded").asInt() + last.path("duplicates").asInt(), last::toString);
    }

    private void awaitAnswers() throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!client.get("/v1/query").isOk()) {
            assertTrue(System.nanoTime() < deadline, service::lastLines);
            Thread.sleep(50);
        }
    }

    private Answer post(int batch) throws IOException {
        String padding = "x".repeat(500);
        String lines = IntStream.range(0, BATCH)
                .mapToObj(i -> "{\"id\":\"" + batch + "-" + i + "\",\"time\":\"2026-03-01\",\"metadata\":{\"p\":\""
                        + padding + "\"}}")
                .collect(Collectors.joining("\n"));
        return client.post("/v1/events", "application/x-ndjson", lines.getBytes(UTF_8));
    }
}
