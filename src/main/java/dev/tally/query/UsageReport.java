package dev.tally.query;

import dev.tally.aggregate.UsageFold;
import dev.tally.model.Breakdown;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer to a {@link UsageQuery}, right to the last event committed when it was computed.
 *
 * @param groups the groups of each breakdown that something fell into, in no order
 * @param projectNames the latest name of each project among the events, by project id
 * @param firstEventAt when the account's first event of all happened, whatever the window; empty without events
 * @param plan what was read for this answer
 * @param rowsRead how much of it there was
 */
public record UsageReport(
        Map<Breakdown, Map<GroupKey, Measures>> groups,
        Map<String, String> projectNames,
        Optional<Instant> firstEventAt,
        Plan plan,
        RowsRead rowsRead) {

    /**
     * What was read, one by one.
     *
     * @param pendingEvents events that are not in cells yet
     * @param rolledEvents events that are, from times that the plan's cells do not cover
     * @param units of work
     */
    public record RowsRead(long cells, long pendingEvents, long rolledEvents, long units) {}

    public Measures totals() {
        return groups(Breakdown.TOTAL).getOrDefault(GroupKey.TOTAL, UsageFold.nothing());
    }

    /** How many groups there are, all breakdowns together. */
    public int size() {
        return groups.values().stream().mapToInt(Map::size).sum();
    }

    /** The groups of a breakdown that the query asked for. */
    public Map<GroupKey, Measures> groups(Breakdown breakdown) {
        return groups.getOrDefault(breakdown, Map.of());
    }

    /**
     * The groups of a breakdown in which every dimension has a value, greatest first, ties by name.
     *
     * @param size what makes one group greater than another
     */
    public List<Group> ranked(Breakdown breakdown, Comparator<Measures> size) {
        return groups(breakdown).entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .filter(group -> !group.key().values().contains(null))
                .sorted(Comparator.comparing(Group::measures, size.reversed())
                        .thenComparing(group -> String.join("\0", group.key().values())))
                .toList();
    }

    /** As {@link #ranked}, without the groups in which units of work started but no event happened. */
    public List<Group> rankedWithEvents(Breakdown breakdown, Comparator<Measures> size) {
        return ranked(breakdown, size).stream()
                .filter(group -> group.measures().events() > 0)
                .toList();
    }

    /** The groups of a breakdown by calendar bucket alone, in order of time. */
    public List<Group> series(Breakdown breakdown) {
        return groups(breakdown).entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(group -> group.key().bucketStart().orElseThrow()))
                .toList();
    }

    /** When a window starts: as it says, else with the account's first event; empty where no event is before its end. */
    public Optional<Instant> startOf(Window window) {
        return window.from().or(() -> firstEventAt.filter(first -> first.isBefore(window.to())));
    }

    /** What the events and units of one group of a breakdown add up to. */
    public record Group(GroupKey key, Measures measures) {}
}
