package dev.tally.http;

import jakarta.inject.Provider;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.List;

/**
 * Refuses bodies that are compressed or too large, in the words of the API that was called. The server's own limit is no use here: it
 * holds for every path alike, and its refusal is an empty answer.
 */
@jakarta.ws.rs.ext.Provider
public class BodyLimit implements ReaderInterceptor {
    /** Interceptors are made before the configuration is read. */
    private final Provider<BodyConfig> config;

    BodyLimit(Provider<BodyConfig> config) {
        this.config = config;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        List<String> encodings = context.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of());
        if (!encodings.stream().allMatch("identity"::equalsIgnoreCase)) {
            throw new FailureException(
                    FailureKind.UNSUPPORTED_MEDIA_TYPE,
                    "'Content-Encoding' must be left out: only events may be compressed");
        }
        long mostBytes = config.get().maxBodySize().asLongValue();
        context.setInputStream(new LimitedInputStream(context.getInputStream(), mostBytes));
        return context.proceed();
    }
}
