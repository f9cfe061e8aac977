package dev.tally.aggregate;

import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitOfWork;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folds the cells, events and units of work of a window into every breakdown that a query asks for, in one pass. Not
 * thread-safe.
 */
public final class UsageFold {
    private static final List<Dimension> BY_PROJECT = List.of(Dimension.PROJECT);

    private final Map<Breakdown, BreakdownFold> folds = new LinkedHashMap<>();
    private final ProjectNames projectNames = new ProjectNames();
    private final GroupLimit limit;

    /**
     * A fold of nothing yet.
     *
     * @param covered for each breakdown the instants that cells will be added for
     * @param zone whose calendar the buckets of the breakdowns follow
     * @param details what to take from cells, of what they know beyond sums
     * @param maxGroups how many groups there may be, all breakdowns together; what is added beyond them is refused with a
     *     {@link TooManyGroupsException}
     */
    public UsageFold(Map<Breakdown, TimeRanges> covered, ZoneId zone, Set<Detail> details, int maxGroups) {
        CalendarBuckets calendar = new CalendarBuckets(zone);
        limit = new GroupLimit(maxGroups);
        covered.forEach((breakdown, ranges) ->
                folds.put(breakdown, new BreakdownFold(breakdown, calendar, ranges, details, limit)));
    }

    /** Adds an event that is in no cell. */
    public void add(MeteredEvent event) {
        projectNames.add(event);
        folds.values().forEach(fold -> fold.add(event));
    }

    /** Adds an event to those breakdowns whose cells do not have it. */
    public void addUncovered(MeteredEvent event) {
        projectNames.add(event);
        folds.values().forEach(fold -> fold.addUncovered(event));
    }

    /**
     * Adds a cell to one breakdown.
     *
     * @param values of the facet's dimensions; those of the breakdown that are not among them have no value
     */
    public void add(Breakdown breakdown, Facet facet, Instant bucketStart, List<String> values, CellBytes cell) {
        Accumulator group = folds.get(breakdown).add(facet, bucketStart, values, cell);
        // Under others, cells of several projects are in one group.
        if (breakdown.dimensions().equals(BY_PROJECT) && facet.dimensions().equals(BY_PROJECT)) {
            group.projectName().ifPresent(name -> projectNames.add(values.get(0), name));
        }
    }

    /** Adds a unit that no cell counts. */
    public void add(UnitOfWork unit) {
        folds.values().forEach(fold -> fold.add(unit));
    }

    /** Adds a unit to those breakdowns whose cells do not count units of its time. */
    public void addUncovered(UnitOfWork unit) {
        folds.values().forEach(fold -> fold.addUncovered(unit));
    }

    /** Corrects what the cells of each breakdown count a unit as. */
    public void addCovered(UnitChange change) {
        folds.values().forEach(fold -> fold.addCovered(change));
    }

    /** How many groups there are, all breakdowns together. */
    public int size() {
        return limit.groups();
    }

    /** The groups of each breakdown; only those that something fell into. */
    public Map<Breakdown, Map<GroupKey, Measures>> groups() {
        Map<Breakdown, Map<GroupKey, Measures>> result = new LinkedHashMap<>();
        folds.forEach((breakdown, fold) -> result.put(breakdown, fold.measures()));
        return result;
    }

    /** The groups of a breakdown for which the last task's start is only a bound, as a task was taken back. */
    public Set<GroupKey> unsureOfLastTask(Breakdown breakdown) {
        return folds.get(breakdown).unsureOfLastTask();
    }

    /** The names of the projects seen, by project id. */
    public Map<String, String> projectNames() {
        return projectNames.byProject();
    }

    /** The measures of a group that nothing fell into. */
    public static Measures nothing() {
        return new Accumulator(Set.of()).measures();
    }
}
