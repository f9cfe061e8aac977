package dev.tally.access;

import dev.tally.http.CurrentRequest;
import dev.tally.model.Caller;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets no account make more requests than it may. */
public class LimitFilter {
    /** Before permissions are looked at: what they refuse has cost something too. */
    static final int PRIORITY = 1000;

    @Inject
    CurrentRequest request;

    @Inject
    AccountLimits limits;

    @ServerRequestFilter(priority = PRIORITY)
    public void count(ResourceInfo resource) {
        Caller caller = request.caller();
        Allows allows = resource.getResourceMethod().getAnnotation(Allows.class);
        boolean ingest = allows != null && allows.value() == Permission.INGEST;
        try {
            if (ingest) {
                limits.ingest(caller);
            } else {
                limits.query(caller);
            }
        } finally {
            (ingest ? limits.ingestLeft(caller) : limits.queriesLeft(caller)).ifPresent(request::quota);
        }
    }
}
