package dev.tally.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Sends requests over a fixed number of connections, on each the next one when the last was answered. One thread. */
final class HttpLoad implements AutoCloseable {
    private static final int OK = 200;
    private static final int COME_BACK = 503;
    private static final long PAUSE_MS = 1000;

    /** A summary comes in one piece. */
    private static final int LARGEST_CHUNK_BYTES = 64 * 1024;

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));

    /**
     * A request.
     *
     * @param contentType null where there is no body
     * @param takesGzip whether it says so, as browsers and most libraries do by themselves; nothing is decompressed here
     */
    record Request(HttpMethod method, String path, String contentType, Buffer body, boolean takesGzip) {
        static Request get(String path) {
            return new Request(HttpMethod.GET, path, null, Buffer.buffer(), false);
        }

        static Request post(String path, String contentType, byte[] body) {
            return new Request(HttpMethod.POST, path, contentType, Buffer.buffer(body), false);
        }

        Request takingGzip() {
            return new Request(method, path, contentType, body, true);
        }
    }

    /**
     * Sends what {@code requests} gives until it gives nothing more, and waits for the last answer. Fails where one is
     * neither good nor a refusal of too much.
     *
     * @param key of the caller, or empty for none
     */
    LoadResult run(URI service, String key, int connections, Supplier<Optional<Request>> requests) {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(service.getHost())
                .setDefaultPort(service.getPort())
                .setMaxPoolSize(connections)
                .setMaxChunkSize(LARGEST_CHUNK_BYTES));
        CpuClock cpu = CpuClock.start();
        Latencies latencies = new Latencies();
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.runOnContext(start -> {
            List<Future<Void>> lanes = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Promise<Void> lane = Promise.promise();
                lanes.add(lane.future());
                sendAll(client, key, requests, latencies, lane);
            }
            Future.all(lanes).onComplete(all -> {
                if (all.failed()) {
                    done.completeExceptionally(all.cause());
                } else {
                    done.complete(null);
                }
            });
        });
        try {
            done.join();
            return new LoadResult(latencies, cpu.elapsedSeconds(), cpu.share());
        } finally {
            client.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void sendAll(
            HttpClient client,
            String key,
            Supplier<Optional<Request>> requests,
            Latencies latencies,
            Promise<Void> done) {
        Optional<Request> next = requests.get();
        if (next.isEmpty()) {
            done.complete();
            return;
        }
        long start = System.nanoTime();
        send(client, key, next.get()).onFailure(done::fail).onSuccess(answered -> {
            latencies.add(System.nanoTime() - start);
            sendAll(client, key, requests, latencies, done);
        });
    }

    /** Again, where the service asks to come back: what it stored counts once. */
    private Future<Void> send(HttpClient client, String key, Request request) {
        return client.request(request.method(), request.path())
                .compose(call -> sendBody(call, key, request))
                .compose(response -> switch (response.statusCode()) {
                    // What it says is looked at by nobody: to put it together would be the load's work, not the
                    // service's.
                    case OK -> response.end();
                    case COME_BACK ->
                        response.end()
                                .compose(ended -> vertx.timer(PAUSE_MS, TimeUnit.MILLISECONDS))
                                .compose(later -> send(client, key, request));
                    default ->
                        response.body()
                                .compose(body -> Future.failedFuture(
                                        request.path() + ": HTTP status " + response.statusCode() + " " + body));
                });
    }

    private static Future<HttpClientResponse> sendBody(HttpClientRequest call, String key, Request request) {
        if (!key.isEmpty()) {
            call.putHeader("X-Api-Key", key);
        }
        if (request.takesGzip()) {
            call.putHeader("Accept-Encoding", "gzip");
        }
        if (request.contentType() == null) {
            return call.send();
        }
        return call.putHeader("Content-Type", request.contentType()).send(request.body());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
