package dev.tally.access;

import dev.tally.http.CurrentRequest;
import dev.tally.http.FailureException;
import dev.tally.model.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets no caller reach a resource method that does not allow it. */
public class PermissionFilter {
    @Inject
    CurrentRequest request;

    @Inject
    NamedAccount namedAccount;

    @ServerRequestFilter
    public Uni<Void> check(ContainerRequestContext context, ResourceInfo resource) {
        Allows allows = resource.getResourceMethod().getAnnotation(Allows.class);
        Caller caller = request.caller();
        if (allows == null || !Grants.allow(caller, allows.value())) {
            throw FailureException.forbidden("The credential does not permit this");
        }
        String named = context.getUriInfo().getPathParameters().getFirst(allows.account());
        if (named == null) {
            return Uni.createFrom().voidItem();
        }
        return namedAccount.of(caller, named).invoke(request::authenticatedAs).replaceWithVoid();
    }
}
