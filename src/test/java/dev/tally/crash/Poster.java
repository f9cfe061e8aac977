package dev.tally.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A client that sends each batch to any of the services, again and again until one of them acknowledges it. */
final class Poster implements Callable<Void> {
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);
    private static final int SERVER_ERROR = 500;
    private static final int SENT_AGAIN_ONE_IN = 20;

    private enum Form {
        SINGLE(1),
        ARRAY(100),
        LINES(200),
        /** More than one transaction takes. */
        MANY_LINES(2500);

        private final int mostEvents;

        Form(int mostEvents) {
            this.mostEvents = mostEvents;
        }

        String contentType() {
            return this == SINGLE || this == ARRAY ? "application/json" : "application/x-ndjson";
        }

        String body(List<Call> batch) {
            return switch (this) {
                case SINGLE -> batch.get(0).json();
                case ARRAY -> batch.stream().map(Call::json).collect(Collectors.joining(",", "[", "]"));
                case LINES, MANY_LINES -> batch.stream().map(Call::json).collect(Collectors.joining("\n"));
            };
        }
    }

    private final Scene scene;
    private final String name;
    private final Random random;
    private final AtomicLong failedAttempts;
    private int nextNumber;

    Poster(Scene scene, String name, AtomicLong failedAttempts) {
        this.scene = scene;
        this.name = name;
        this.random = new Random(scene.seed() ^ name.hashCode());
        this.failedAttempts = failedAttempts;
    }

    @Override
    public Void call() throws InterruptedException {
        while (!scene.isOver()) {
            post();
            Thread.sleep(random.nextInt(20));
        }
        return null;
    }

    /** Returns a batch that is acknowledged now. */
    List<Call> post() throws InterruptedException {
        Form form = form();
        List<Call> batch = nextBatch(form);
        scene.ledger().send(batch);
        deliver(form, batch);
        scene.ledger().acknowledge(batch);
        if (random.nextInt(SENT_AGAIN_ONE_IN) == 0) {
            sendAgain(form, batch);
        }
        return batch;
    }

    /** All that it ever sent. */
    List<Call> everything() {
        return calls(0, nextNumber);
    }

    private List<Call> calls(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(number -> Call.of(scene.seed(), name, number))
                .toList();
    }

    private Form form() {
        int die = random.nextInt(100);
        return die < 50 ? Form.SINGLE : die < 75 ? Form.ARRAY : die < 98 ? Form.LINES : Form.MANY_LINES;
    }

    private List<Call> nextBatch(Form form) {
        int first = nextNumber;
        nextNumber += form == Form.MANY_LINES ? form.mostEvents : 1 + random.nextInt(form.mostEvents);
        return calls(first, nextNumber);
    }

    private void deliver(Form form, List<Call> batch) throws InterruptedException {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        boolean mayBeThere = false;
        while (!attempt(form, batch, mayBeThere, false)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nobody takes a batch of " + name);
            }
            mayBeThere = true;
            failedAttempts.incrementAndGet();
            Thread.sleep(20 + random.nextInt(80));
        }
    }

    /** Once is enough; it must not count again. */
    private void sendAgain(Form form, List<Call> batch) {
        attempt(form, batch, true, true);
    }

    private boolean attempt(Form form, List<Call> batch, boolean mayBeThere, boolean mustBeThere) {
        byte[] body = form.body(batch).getBytes(UTF_8);
        Optional<Answer> answer =
                scene.ask(random, scene.accountKey(), service -> service.post("/v1/events", form.contentType(), body));
        if (answer.isEmpty() || answer.get().status() >= SERVER_ERROR) {
            return false;
        }
        check(result(answer.get()), batch.size(), mayBeThere, mustBeThere);
        return true;
    }

    private JsonNode result(Answer answer) {
        try {
            return answer.orThrow();
        } catch (IOException e) {
            throw new AssertionError("a batch of " + name + " was refused: " + e.getMessage(), e);
        }
    }

    private static void check(JsonNode result, int events, boolean mayBeThere, boolean mustBeThere) {
        long recorded = result.path("recorded").asLong(-1);
        long duplicates = result.path("duplicates").asLong(-1);
        boolean good = recorded + duplicates == events
                && (mayBeThere || duplicates == 0)
                && (!mustBeThere || recorded == 0)
                && result.path("rejected").asLong(-1) == 0;
        if (!good) {
            throw new AssertionError("of " + events + " events, which " + (mayBeThere ? "may be" : "are not")
                    + " there already: " + result);
        }
    }
}
