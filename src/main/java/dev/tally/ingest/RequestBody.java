package dev.tally.ingest;

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
        String encoding = request.headers().get(HttpHeaders.CONTENT_ENCODING);
        return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
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

    /** All of the bytes. */
    static Uni<byte[]> whole(Multi<byte[]> body) {
        return body.collect()
                .in(ByteArrayOutputStream::new, ByteArrayOutputStream::writeBytes)
                .map(ByteArrayOutputStream::toByteArray);
    }

    private static Multi<byte[]> raw(HttpServerRequest request) {
        if (request.isEnded()) {
            return Multi.createFrom().empty();
        }
        return MultiHelper.toMulti(request, Buffer::getBytes)
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
