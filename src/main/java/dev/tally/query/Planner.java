package dev.tally.query;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.UsageState;
import dev.tally.model.Window;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.Plan.Kind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what to read for a query: a pure function of the query, of the declared facets and grains, and of what is rolled.
 *
 * <p>Each breakdown is answered by the facet of exactly the dimensions that it groups and the query filters by, in the
 * coarsest grains that fit; the edges that no bucket fits into are left to events. Dimensions that no rolled event has a
 * value of make no difference: grouped by one, all are in one group; filtered by one, none matches. A query with a breakdown
 * that no facet answers is left to events as a whole. Before the time since which events are kept there are none to leave
 * anything to.
 */
final class Planner {
    /** Dimensions with an index over the events: few events have one of their values. */
    private static final Set<Dimension> INDEXED = EnumSet.of(Dimension.WORK_ORDER, Dimension.RUN);

    private final UsageQuery query;
    private final Optional<TimeRange> rolledInWindow;

    /** The window, widened to whole buckets at an end beyond which nothing is rolled. */
    private final Optional<TimeRange> span;

    private final Set<Dimension> dimensions;
    private final Optional<Instant> keptSince;

    private Planner(UsageQuery query, UsageState state) {
        this.query = query;
        this.dimensions = state.dimensions();
        this.keptSince = state.keptSince();
        this.rolledInWindow = state.rolledWith(query.filters().keySet())
                .map(rolled -> common(query.window(), rolled))
                .filter(range -> !range.isEmpty());
        this.span = rolledInWindow.map(
                range -> widened(query.window(), state.rolled().orElseThrow()));
    }

    /** @throws EventsGoneException where the answer would need events that are kept no longer */
    static Plan plan(UsageQuery query, UsageState state) {
        Planner planner = new Planner(query, state);
        Plan plan = planner.plan();
        if (planner.reachesBack(plan.events())) {
            throw new EventsGoneException(state.keptSince().orElseThrow());
        }
        return plan;
    }

    private boolean reachesBack(TimeRanges events) {
        return !events.isEmpty()
                && keptSince.filter(events.ranges().get(0).from()::isBefore).isPresent();
    }

    private Plan plan() {
        if (query.filters().keySet().stream().anyMatch(INDEXED::contains) && !reachesBack(rolled())) {
            return fromEvents(Kind.INDEX);
        }
        Map<Breakdown, CellRead> cells = new LinkedHashMap<>();
        for (Breakdown breakdown : query.breakdowns()) {
            Optional<Facet> facet = facetOf(breakdown);
            if (facet.isEmpty()) {
                return fromEvents(Kind.EVENTS);
            }
            cells.put(breakdown, new CellRead(facet.get(), ranges(breakdown, facet.get())));
        }
        boolean exactFilters = query.filters().values().stream().allMatch(values -> values.size() == 1);
        return new Plan(Kind.CELLS, cells, uncovered(cells), exactFilters);
    }

    private Plan fromEvents(Kind kind) {
        return new Plan(kind, Map.of(), rolled(), false);
    }

    private TimeRanges rolled() {
        return TimeRanges.union(rolledInWindow.stream().toList());
    }

    private Optional<Facet> facetOf(Breakdown breakdown) {
        Set<Dimension> wanted = EnumSet.noneOf(Dimension.class);
        wanted.addAll(breakdown.dimensions());
        wanted.retainAll(dimensions);
        wanted.addAll(query.filters().keySet());
        return Facet.of(wanted);
    }

    private List<Plan.CellRange> ranges(Breakdown breakdown, Facet facet) {
        return span.map(range -> breakdown
                        .granularity()
                        .map(width -> new CalendarFill(width, query.zone(), facet.grains()).fill(range))
                        .orElseGet(() -> new GrainFill(facet.grains()).fill(range)))
                .orElse(List.of());
    }

    private TimeRanges uncovered(Map<Breakdown, CellRead> cells) {
        TimeRanges rolled = rolled();
        return TimeRanges.union(cells.values().stream()
                .flatMap(read -> rolled.without(read.covered()).ranges().stream())
                .toList());
    }

    private static TimeRange common(Window window, TimeRange rolled) {
        return new TimeRange(
                later(window.from().orElse(rolled.from()), rolled.from()), earlier(window.to(), rolled.to()));
    }

    private static TimeRange widened(Window window, TimeRange rolled) {
        boolean fromStart = window.from().filter(rolled.from()::isBefore).isEmpty();
        boolean toEnd = !window.to().isBefore(rolled.to());
        return new TimeRange(
                fromStart
                        ? CalendarFill.COARSEST.startOf(rolled.from())
                        : window.from().orElseThrow(),
                toEnd ? CalendarFill.COARSEST.nextStart(rolled.to()) : window.to());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
