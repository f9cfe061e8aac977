package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * One of the API.
 *
 * @param body the schema of the object that it takes; missing where it takes none
 */
record Operation(String id, String method, String path, List<Parameter> parameters, JsonNode body) {
    /** Those that only the service's administrator may ask for. */
    private static final Set<String> ADMINISTRATORS =
            Set.of("createAccount", "listCurrencyRates", "setCurrencyRate", "roll", "rebuild", "retain");

    boolean takesBody() {
        return !body.isMissingNode();
    }

    boolean takesEvents() {
        return id.equals("postEvents");
    }

    /** Whether it is about one event that was posted. */
    boolean isAboutEvent() {
        return path.startsWith("/v1/events/");
    }

    /** Whether the event must be there. */
    boolean changesEvent() {
        return id.equals("correctEvent") || id.equals("voidEvent");
    }

    boolean needsAdministrator() {
        return ADMINISTRATORS.contains(id) || path.startsWith("/v1/accounts/{account}");
    }

    /** Whether several dialects are served at its path; the run's account is of the first. */
    boolean isShared() {
        return path.equals("/api/v1/usage/summary");
    }

    /** Whether a good request may find nothing, or nothing to do. */
    boolean mayBeInVain() {
        return List.of("removeMember", "revokeKey", "retain").contains(id);
    }

    /** Whether the administrator must name the account in a header. */
    boolean needsNamedAccount() {
        return id.equals("roll") || id.equals("rebuild");
    }

    /** How often it is asked for in comparison with others. */
    int weight() {
        return switch (id) {
            case "postEvents" -> 60;
            // They take long: each makes cells anew.
            case "correctEvent", "voidEvent" -> 3;
            case "query" -> 16;
            case "rebuild", "retain", "roll" -> 1;
            default -> 8;
        };
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
