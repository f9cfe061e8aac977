package dev.tally.ops;

import io.micrometer.core.instrument.Tags;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps the meters of HTTP requests few, whatever is asked for: they tell apart the path templates of the service and the
 * methods that it knows, and nothing that clients make up. Requests refused before an operation was found for them, such
 * as those without a good credential, are {@code UNKNOWN} alike.
 */
@Singleton
class BoundedRequestTags implements HttpServerMetricsTagsContributor {
    /** Where Quarkus REST leaves the template of the path that it matched. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final String UNKNOWN = "UNKNOWN";

    private static final List<HttpMethod> METHODS = List.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    @Override
    public Tags contribute(Context context) {
        HttpServerRequestInternal request = (HttpServerRequestInternal) context.request();
        String template = request.context().getLocal(TEMPLATE);
        return Tags.of(
                "uri", template == null ? UNKNOWN : template,
                "method", METHODS.contains(request.method()) ? request.method().name() : UNKNOWN);
    }
}
