package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;

/**
 * A summary that is asked for, and the SQL that somebody without Tally would write for the same numbers.
 *
 * @param path with {@code :org} where it names the account
 * @param statements each gives all the numbers, with {@code :account} for the account's id; the fastest one is compared with
 * @param reading the answer's numbers, under the names that the statements give them
 */
record SummaryCase(String name, String path, List<String> statements, Function<JsonNode, Numbers> reading) {
    String pathFor(BenchAccount account) {
        return path.replace(":org", account.externalId());
    }

    static String sqlFor(BenchAccount account, String statement) {
        return statement.replace(":account", "'" + account.id() + "'");
    }

    /** All that are measured. */
    static List<SummaryCase> all() {
        return List.of(
                NeoCase.summary(),
                SurnexCase.everything(),
                SurnexCase.ofProjectAndProvider(),
                FreddyCase.summary(),
                AgentGateCase.summary(),
                UmbracoCase.summary(),
                NativeCase.byModel(),
                NativeCase.byEmailOfModel());
    }
}
