package dev.tally.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An account of its own, on one database with any number of instances of the service: events are posted to it and questions
 * asked of it over HTTP, each time to any of them.
 */
final class Scene {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final List<ServiceClient> administrators;
    private final String id;
    private final ZoneId zone;
    private final String key;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger recorded = new AtomicInteger();
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();

    private Scene(List<ServiceClient> administrators, String id, ZoneId zone, String key) {
        this.administrators = administrators;
        this.id = id;
        this.zone = zone;
        this.key = key;
    }

    /** @param administrators each of another instance, with the administrator's key */
    static Scene open(List<ServiceClient> administrators, ZoneId zone) throws IOException {
        ServiceClient administrator = administrators.get(0);
        administrator
                .put(
                        "/v1/currency-rates/USD/CHF",
                        Map.of("rate", FreddyQuestion.FRANCS_PER_DOLLAR, "effective_from", "2000-01-01"))
                .orThrow();
        String id = administrator
                .post(
                        "/v1/accounts",
                        Map.of(
                                "kind",
                                "team",
                                "name",
                                "Oracle",
                                "external_id",
                                "org_" + UUID.randomUUID(),
                                "time_zone",
                                zone.getId()))
                .orThrow()
                .get("id")
                .asText();
        String key = administrator
                .post(
                        "/v1/accounts/" + id + "/keys",
                        Map.of("name", "oracle", "scopes", List.of("ingest", "read", "admin")))
                .orThrow()
                .get("secret")
                .asText();
        return new Scene(administrators, id, zone, key);
    }

    String id() {
        return id;
    }

    ZoneId zone() {
        return zone;
    }

    /** How many events the service has acknowledged, each counted once. */
    int recorded() {
        return recorded.get();
    }

    /** How many events it may have by now. */
    int sent() {
        return sent.get();
    }

    /** Posts the events in random order and portions, some of them again, some ids again with other content. */
    void post(List<SampleEvent> events, Random random) throws IOException {
        List<SampleEvent> repeated = chosen(events, random);
        List<SampleEvent> all = new ArrayList<>(events);
        all.addAll(repeated);
        Collections.shuffle(all, random);
        postInPortions(all, events.size(), random);
        List<SampleEvent> conflicting =
                chosen(events, random).stream().map(SampleEvent::conflicting).toList();
        postInPortions(conflicting, 0, random);
        requireCounts(events.size(), repeated.size(), conflicting.size());
    }

    /** As {@link #post}, by several clients at once, of whom any two may send the same event at the same time. */
    void postTogether(List<SampleEvent> events, int clients, Random random) throws Exception {
        List<SampleEvent> repeated = chosen(events, random);
        List<SampleEvent> all = new ArrayList<>(events);
        all.addAll(repeated);
        Collections.shuffle(all, random);
        sent.addAndGet(events.size());
        List<Together.Part> parts = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            List<SampleEvent> share = all.subList(all.size() * client / clients, all.size() * (client + 1) / clients);
            Random own = new Random(random.nextLong());
            parts.add(() -> postInPortions(share, 0, own));
        }
        Together.run(parts);
        requireCounts(events.size(), repeated.size(), 0);
    }

    JsonNode ask(String path, Random random) throws IOException {
        return answer(path, random).orThrow();
    }

    /** Which may be a refusal. */
    Answer answer(String path, Random random) throws IOException {
        return any(random).as(key).get(path);
    }

    /** {@code roll} or {@code rebuild} of this account. */
    void administer(String what, Random random) throws IOException {
        any(random).postFor(id, "/v1/admin/" + what).orThrow();
    }

    /** Puts another event in the place of one that was posted. */
    void correct(SampleEvent event, Random random) throws IOException {
        byte[] body = event.json().toString().getBytes(StandardCharsets.UTF_8);
        any(random).as(key).put("/v1/events/" + event.id(), JSON, body).orThrow();
    }

    void voidEvent(String id, Random random) throws IOException {
        assertEquals(204, any(random).as(key).delete("/v1/events/" + id).status(), "voiding " + id);
    }

    /** Posts an event whose id was voided. */
    void postAgain(SampleEvent event, Random random) throws IOException {
        post(List.of(event), 1, random);
    }

    private void postInPortions(List<SampleEvent> events, int news, Random random) throws IOException {
        sent.addAndGet(news);
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(Math.max(30, events.size() / 8)));
            post(events.subList(from, to), random.nextInt(3), random);
            from = to;
            Action.any(random).on(this, random);
        }
    }

    private void post(List<SampleEvent> batch, int format, Random random) throws IOException {
        if (format == 0 && batch.size() <= 30) {
            for (SampleEvent event : batch) {
                count(posting(JSON, event.json().toString(), random));
            }
        } else if (format == 1) {
            String array =
                    batch.stream().map(event -> event.json().toString()).collect(Collectors.joining(",", "[", "]"));
            count(posting(JSON, array, random));
        } else {
            String lines = batch.stream().map(event -> event.json().toString()).collect(Collectors.joining("\n"));
            count(posting(LINES, lines, random));
        }
    }

    private Answer posting(String contentType, String body, Random random) throws IOException {
        return any(random).as(key).post("/v1/events", contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private ServiceClient any(Random random) {
        return administrators.get(random.nextInt(administrators.size()));
    }

    private void count(Answer answer) throws IOException {
        JsonNode result = answer.orThrow();
        recorded.addAndGet(result.get("recorded").asInt());
        duplicates.addAndGet(result.get("duplicates").asInt());
        rejected.addAndGet(result.get("rejected").asInt());
    }

    private void requireCounts(int events, int repeated, int conflicting) {
        assertTrue(sent.get() >= events);
        assertEquals(
                List.of(events, repeated, conflicting),
                List.of(recorded.get(), duplicates.get(), rejected.get()),
                "recorded, duplicates, rejected");
    }

    private static List<SampleEvent> chosen(List<SampleEvent> events, Random random) {
        return events.stream().filter(event -> random.nextInt(5) == 0).toList();
    }
}
