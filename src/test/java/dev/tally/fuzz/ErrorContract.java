package dev.tally.fuzz;

import dev.tally.contract.JsonContract;
import java.util.List;

/** How an API tells of failures, at the paths that begin like this. */
record ErrorContract(String name, JsonContract errors, String mediaType, List<String> paths) {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private static final ErrorContract NATIVE = of("tally/problem.json", PROBLEM);
    private static final List<ErrorContract> DIALECTS = List.of(
            of("neo/error.json", JSON, "/neo/", "/api/v1/usage/summary"),
            of("surnex/error.json", JSON, "/surnex/", "/v1/usage"),
            of("freddy/error.json", JSON, "/freddy/", "/v1/analytics/usage/summary/"),
            of("agentgate/error.json", JSON, "/agentgate/"),
            of("umbraco/problem.json", PROBLEM, "/umbraco/"));

    /** That of the API which is served at a target. */
    static ErrorContract at(String target) {
        return DIALECTS.stream()
                .filter(contract -> contract.paths().stream().anyMatch(target::startsWith))
                .findFirst()
                .orElse(NATIVE);
    }

    private static ErrorContract of(String name, String mediaType, String... paths) {
        return new ErrorContract(name, JsonContract.of(name), mediaType, List.of(paths));
    }

    @Override
    public String toString() {
        return name;
    }
}
