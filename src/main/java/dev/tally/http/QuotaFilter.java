package dev.tally.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Says with each answer how much is left to the caller, where that is limited. */
public class QuotaFilter {
    @Inject
    CurrentRequest request;

    @Inject
    DefaultErrorFormat defaultFormat;

    @ServerResponseFilter
    public void tell(ContainerResponseContext response) {
        request.quota().ifPresent(quota -> request.errorFormat()
                .orElse(defaultFormat)
                .headers(quota, request.receivedAt())
                .forEach(response.getHeaders()::putSingle));
    }
}
