package dev.tally.aggregate;

import dev.tally.model.Breakdown;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitOfWork;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Folds the events and units of work of a window into every breakdown that a query asks for, in one pass. Not
 * thread-safe.
 */
public final class UsageFold {
    private final Map<Breakdown, BreakdownFold> folds = new LinkedHashMap<>();
    private final ProjectNames projectNames = new ProjectNames();
    private long events;

    /**
     * A fold of nothing yet.
     *
     * @param zone whose calendar the buckets of the breakdowns follow
     * @param maxGroups how many groups there may be, all breakdowns together; what is added beyond them is refused with a
     *     {@link TooManyGroupsException}
     */
    public UsageFold(Set<Breakdown> breakdowns, ZoneId zone, int maxGroups) {
        CalendarBuckets calendar = new CalendarBuckets(zone);
        GroupLimit limit = new GroupLimit(maxGroups);
        breakdowns.forEach(breakdown -> folds.put(breakdown, new BreakdownFold(breakdown, calendar, limit)));
    }

    public void add(MeteredEvent event) {
        events++;
        projectNames.add(event);
        folds.values().forEach(fold -> fold.add(event));
    }

    public void add(UnitOfWork unit) {
        folds.values().forEach(fold -> fold.add(unit));
    }

    /** How many events were folded one by one. */
    public long events() {
        return events;
    }

    /** The groups of each breakdown; only those that something fell into. */
    public Map<Breakdown, Map<GroupKey, Measures>> groups() {
        Map<Breakdown, Map<GroupKey, Measures>> result = new LinkedHashMap<>();
        folds.forEach((breakdown, fold) -> result.put(breakdown, fold.measures()));
        return result;
    }

    /** The names of the projects seen, by project id. */
    public Map<String, String> projectNames() {
        return projectNames.byProject();
    }

    /** The measures of a group that nothing fell into. */
    public static Measures nothing() {
        return new Accumulator().measures();
    }
}
