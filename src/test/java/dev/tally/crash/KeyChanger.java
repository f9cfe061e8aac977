package dev.tally.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** An administrator who makes keys and revokes them: each opens every service until then, and none after. */
final class KeyChanger implements Callable<Void> {
    private static final String DOOR = "/v1/query?from=2026-09-29&to=2026-09-29";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    /** A revoked key may be good for a second at an instance that has just looked it up. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Scene scene;
    private final String keys;
    private final Random random;
    private final AtomicLong failedAttempts;
    private final AtomicLong changed;

    /** @param changed counts keys that were made and revoked */
    KeyChanger(Scene scene, String organization, AtomicLong failedAttempts, AtomicLong changed) {
        this.scene = scene;
        this.keys = "/v1/accounts/" + organization + "/keys";
        this.random = new Random(scene.seed() + 7);
        this.failedAttempts = failedAttempts;
        this.changed = changed;
    }

    @Override
    public Void call() throws Exception {
        Persistence persistence = new Persistence(scene, random, failedAttempts);
        while (!scene.isOver()) {
            JsonNode key = persistence
                    .ask(
                            scene.administratorKey(),
                            service -> service.post(keys, Map.of("name", "soak", "scopes", List.of("read"))))
                    .answer()
                    .orThrow();
            requireEverywhere(key, OK);
            Persistence.Outcome revoked = persistence.ask(
                    scene.administratorKey(),
                    service -> service.delete(keys + "/" + key.path("id").asText()));
            if (!revoked.isGone()) {
                throw new AssertionError("a key cannot be revoked: " + revoked);
            }
            Thread.sleep(PAUSE.toMillis());
            requireEverywhere(key, UNAUTHORIZED);
            changed.incrementAndGet();
        }
        return null;
    }

    private void requireEverywhere(JsonNode key, int expected) throws IOException, InterruptedException {
        for (ServiceClient service : scene.services()) {
            Scene only = new Scene(
                    scene.seed(), List.of(service), "", scene.administratorKey(), scene.ledger(), scene.over());
            int status = new Persistence(only, random, failedAttempts)
                    .ask(key.path("secret").asText(), one -> one.get(DOOR))
                    .answer()
                    .status();
            if (status != expected) {
                throw new AssertionError(
                        "a key is answered with " + status + " instead of " + expected + " by " + service.service());
            }
        }
    }
}
