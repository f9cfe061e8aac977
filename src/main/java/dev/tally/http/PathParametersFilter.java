package dev.tally.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses paths with what no name or id can have in it, before anybody looks for such a thing. */
public class PathParametersFilter {
    private static final int LONGEST = 1024;

    /** Before the filters that have none, which read the parameters. */
    private static final int PRIORITY = 1000;

    /**
     * Looks at the parameters of the path.
     *
     * @throws FailureException that names the parameter at fault
     */
    @ServerRequestFilter(priority = PRIORITY)
    public void check(ContainerRequestContext context) {
        for (Map.Entry<String, List<String>> parameter : parameters(context).entrySet()) {
            for (String value : parameter.getValue()) {
                check(parameter.getKey(), value);
            }
        }
    }

    /** Quarkus decodes those of a rewritten path twice, and fails where there is nothing left to decode. */
    private static Map<String, List<String>> parameters(ContainerRequestContext context) {
        try {
            return context.getUriInfo().getPathParameters();
        } catch (IllegalArgumentException e) {
            throw new FailureException(FailureKind.INVALID_REQUEST, "The path has a percent sign that says nothing");
        }
    }

    private static void check(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw FailureException.invalid(name, "'" + name + "' in the path contains a NUL character");
        }
        if (value.length() > LONGEST) {
            throw FailureException.invalid(
                    name, "'" + name + "' in the path is longer than " + LONGEST + " characters");
        }
    }
}
