package dev.tally.bench;

import dev.tally.bench.HttpLoad.Request;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends requests at a fixed rate, whatever becomes of them, as clients do who do not know each other. One thread. */
final class OpenLoad implements AutoCloseable {
    private static final long TICK_MS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What a service that is busy may say. */
    private static final int UNAVAILABLE = 503;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int OK = 200;

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
    private final HttpClient client;
    private final URI service;
    private final String key;
    private final int mostInFlight;

    /** @param mostInFlight what would be more is not sent */
    OpenLoad(URI service, String key, int mostInFlight) {
        this.service = service;
        this.key = key;
        this.mostInFlight = mostInFlight;
        this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(mostInFlight));
    }

    /** What became of the requests. */
    static final class Answers {
        final Latencies accepted = new Latencies();
        final Latencies refused = new Latencies();

        /** How many had which other end. */
        final Map<String, Integer> others = new TreeMap<>();

        int notSent;

        private int inFlight;
    }

    /** Returns when the last one was answered. */
    Answers run(double requestsPerSecond, Duration time, Supplier<Optional<Request>> requests) {
        Answers answers = new Answers();
        CompletableFuture<Answers> done = new CompletableFuture<>();
        long start = System.nanoTime();
        long[] begun = {0};
        vertx.setPeriodic(TICK_MS, tick -> {
            double elapsed = (double) (System.nanoTime() - start);
            boolean over = elapsed > time.toNanos();
            for (; !over && begun[0] < elapsed / NANOS_PER_SECOND * requestsPerSecond; begun[0]++) {
                begin(answers, requests);
            }
            if (over && answers.inFlight == 0) {
                vertx.cancelTimer(tick);
                done.complete(answers);
            }
        });
        return done.join();
    }

    private void begin(Answers answers, Supplier<Optional<Request>> requests) {
        if (answers.inFlight == mostInFlight) {
            answers.notSent++;
            return;
        }
        Request request = requests.get().orElseThrow();
        long start = System.nanoTime();
        answers.inFlight++;
        client.request(request.method(), service.getPort(), service.getHost(), request.path())
                .compose(call -> call.putHeader("X-Api-Key", key)
                        .putHeader("Content-Type", request.contentType())
                        .send(request.body()))
                .compose(response -> response.end().map(response))
                .onComplete(answer -> {
                    answers.inFlight--;
                    if (answer.succeeded()) {
                        note(answers, answer.result(), System.nanoTime() - start);
                    } else {
                        answers.others.merge(answer.cause().toString(), 1, Integer::sum);
                    }
                });
    }

    private static void note(Answers answers, HttpClientResponse response, long nanos) {
        int status = response.statusCode();
        boolean saysWhen = response.getHeader("Retry-After") != null;
        if (status == OK) {
            answers.accepted.add(nanos);
        } else if (saysWhen && (status == UNAVAILABLE || status == TOO_MANY_REQUESTS)) {
            answers.refused.add(nanos);
        } else {
            answers.others.merge("status " + status, 1, Integer::sum);
        }
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
