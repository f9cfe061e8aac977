package dev.tally.http;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;

/**
 * How far the body of a request has come. A client is expected to go on only while more is asked for: who reads the body as a
 * stream may stop reading for as long as it takes.
 */
public final class BodyProgress {
    private static final String KEY = BodyProgress.class.getName();

    private final HttpServerRequest request;
    private long seenBytes;

    /** How many more chunks are asked for; without limit until somebody reads the body who says so. */
    private long demand = Long.MAX_VALUE;

    private BodyProgress(HttpServerRequest request) {
        this.request = request;
    }

    /** That of a request whose body begins. */
    static BodyProgress of(HttpServerRequest request) {
        BodyProgress progress = new BodyProgress(request);
        ((HttpServerRequestInternal) request).context().putLocal(KEY, progress);
        return progress;
    }

    /** Keeps count of what is asked for of a body that is read as a stream. */
    public static <T> Multi<T> counted(HttpServerRequest request, Multi<T> body) {
        BodyProgress progress = ((HttpServerRequestInternal) request).context().getLocal(KEY);
        return progress == null
                ? body
                : body.onSubscription()
                        .invoke(() -> progress.demand(0))
                        .onRequest()
                        .invoke(progress::asked)
                        .onItem()
                        .invoke(progress::came);
    }

    /** Whether nothing came since the last look, though it was asked for all the time. */
    synchronized boolean stoodStill() {
        if (request.isEnded() || demand == 0) {
            seenBytes = -1;
            return false;
        }
        long bytes = request.bytesRead();
        boolean stoodStill = bytes == seenBytes;
        seenBytes = bytes;
        return stoodStill;
    }

    private synchronized void demand(long chunks) {
        demand = chunks;
    }

    private synchronized void asked(long chunks) {
        demand = chunks > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + chunks;
    }

    private synchronized void came() {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
    }
}
