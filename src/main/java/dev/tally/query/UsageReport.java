package dev.tally.query;

import dev.tally.aggregate.UsageFold;
import dev.tally.model.Breakdown;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a {@link UsageQuery}, right to the last event committed when it was computed.
 *
 * @param groups the groups of each breakdown that something fell into, in no order
 * @param projectNames the latest name of each project among the events, by project id
 * @param firstEventAt when the account's first event of all happened, whatever the window; empty without events
 * @param rawEvents how many events were read one by one for this answer
 */
public record UsageReport(
        Map<Breakdown, Map<GroupKey, Measures>> groups,
        Map<String, String> projectNames,
        Optional<Instant> firstEventAt,
        long rawEvents) {

    public Measures totals() {
        return groups(Breakdown.TOTAL).getOrDefault(GroupKey.TOTAL, UsageFold.nothing());
    }

    /** The groups of a breakdown that the query asked for. */
    public Map<GroupKey, Measures> groups(Breakdown breakdown) {
        return groups.getOrDefault(breakdown, Map.of());
    }
}
