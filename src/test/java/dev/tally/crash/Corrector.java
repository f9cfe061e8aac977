package dev.tally.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** A client that posts events, and then voids some and corrects others, each until that is acknowledged. */
final class Corrector implements Callable<Void> {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Scene scene;
    private final String name;
    private final Poster poster;
    private final Random random;
    private final Persistence persistence;
    private final AtomicLong voided;
    private final AtomicLong corrected;

    /** @param voided counts events, as does {@code corrected} */
    Corrector(Scene scene, String name, AtomicLong failedAttempts, AtomicLong voided, AtomicLong corrected) {
        this.scene = scene;
        this.name = name;
        this.poster = new Poster(scene, name, failedAttempts);
        this.random = new Random(scene.seed() + name.hashCode());
        this.persistence = new Persistence(scene, random, failedAttempts);
        this.voided = voided;
        this.corrected = corrected;
    }

    @Override
    public Void call() throws InterruptedException {
        while (!scene.isOver()) {
            List<Call> batch = poster.post();
            Call call = batch.get(random.nextInt(batch.size()));
            if (random.nextBoolean()) {
                makeVoid(call);
            } else {
                correct(call);
            }
            scene.pause(PAUSE);
        }
        return null;
    }

    private void makeVoid(Call call) throws InterruptedException {
        Persistence.Outcome outcome =
                persistence.ask(scene.accountKey(), service -> service.delete("/v1/events/" + call.id()));
        require(outcome.isGone(), call, outcome);
        scene.ledger().replace(call, Optional.empty());
        voided.incrementAndGet();
    }

    /** To correct it to what it is already changes nothing, so that it can be asked for again. */
    private void correct(Call call) throws InterruptedException {
        int number = Integer.parseInt(call.id().substring(name.length() + 1));
        Call other = Call.of(scene.seed() + 1, name, number);
        Persistence.Outcome outcome = persistence.ask(
                scene.accountKey(),
                service -> service.put(
                        "/v1/events/" + call.id(),
                        "application/json",
                        other.json().getBytes(UTF_8)));
        require(outcome.answer().isOk(), call, outcome);
        scene.ledger().replace(call, Optional.of(other));
        corrected.incrementAndGet();
    }

    private static void require(boolean done, Call call, Persistence.Outcome outcome) {
        if (!done) {
            throw new AssertionError("the event " + call.id() + " cannot be changed: " + outcome);
        }
    }
}
