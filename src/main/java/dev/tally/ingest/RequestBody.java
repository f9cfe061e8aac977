package dev.tally.ingest;

import dev.tally.http.BodyProgress;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** The body of a request as a stream: no byte is read from the network before it is asked for. */
final class RequestBody {
    private RequestBody() {}

    /**
     * The body's bytes, decompressed.
     *
     * @throws FailureException when the body is compressed in another way than gzip
     */
    static Multi<byte[]> of(HttpServerRequest request) {
        String encoding = String.join(",", request.headers().getAll(HttpHeaders.CONTENT_ENCODING));
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "identity", "" -> raw(request);
            case "gzip", "x-gzip" -> Gunzip.inflate(raw(request));
            default ->
                throw new FailureException(
                        FailureKind.UNSUPPORTED_MEDIA_TYPE, "'Content-Encoding' must be gzip, or left out");
        };
    }

    /** The same bytes, if they are not too many. */
    static Multi<byte[]> limited(Multi<byte[]> body, long mostBytes) {
        return Multi.createFrom().deferred(() -> {
            long[] size = {0};
            return body.onItem().invoke(bytes -> {
                size[0] += bytes.length;
                if (size[0] > mostBytes) {
                    throw BodyLimits.tooLarge(mostBytes);
                }
            });
        });
    }

    /** All of the bytes. What was gathered of a body that is refused is let go at once, however long its request lives. */
    static Uni<byte[]> whole(Multi<byte[]> body) {
        return Uni.createFrom().deferred(() -> {
            Gathered gathered = new Gathered();
            return body.onItem()
                    .invoke(gathered::add)
                    .collect()
                    .last()
                    .map(last -> gathered.take())
                    .onTermination()
                    .invoke(gathered::clear);
        });
    }

    /** Bytes on their way. */
    private static final class Gathered {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(byte[] more) {
            bytes.writeBytes(more);
        }

        byte[] take() {
            byte[] taken = bytes.toByteArray();
            clear();
            return taken;
        }

        void clear() {
            bytes = new ByteArrayOutputStream(0);
        }
    }

    private static Multi<byte[]> raw(HttpServerRequest request) {
        if (request.isEnded()) {
            return Multi.createFrom().empty();
        }
        return BodyProgress.counted(request, MultiHelper.toMulti(request, Buffer::getBytes))
                .onSubscription()
                .invoke(() -> invite(request))
                .onFailure()
                .transform(e -> new FailureException(
                        FailureKind.INVALID_REQUEST, "the connection ended before the body was complete"));
    }

    /** A client that asked whether to send its body waits for this. */
    private static void invite(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue();
        }
    }
}
