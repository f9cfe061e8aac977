package dev.tally.query;

import dev.tally.aggregate.UsageFold;
import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitCounts;
import dev.tally.model.UsageState;
import dev.tally.query.Plan.CellRange;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.Plan.Kind;
import dev.tally.query.UsageReport.RowsRead;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One answer in the making: streams what a plan says from a snapshot into a fold. Not thread-safe. */
final class Reading {
    private static final Breakdown BY_PROJECT = Breakdown.by(Dimension.PROJECT);

    /** No calendar that events are written in goes back further, and PostgreSQL's does. */
    private static final Instant BEFORE_EVERYTHING = Instant.parse("-0001-01-01T00:00:00Z");

    private static final Facet TOTAL = Facet.of(Set.of()).orElseThrow();
    private static final GrainFill COARSE = new GrainFill(List.of(Grain.HOUR, Grain.DAY, Grain.MONTH));

    private final UsageSnapshot snapshot;
    private final UsageQuery query;
    private final UsageState state;
    private final Plan plan;
    private final QueryConfig config;
    private final RightOfWay.Passage passage;
    private final UsageFold fold;
    private long cells;
    private long pendingEvents;
    private long rolledEvents;
    private long units;

    Reading(
            UsageSnapshot snapshot,
            UsageQuery query,
            UsageState state,
            QueryConfig config,
            RightOfWay.Passage passage) {
        this.snapshot = snapshot;
        this.query = query;
        this.state = state;
        this.config = config;
        this.passage = passage;
        this.plan = Planner.plan(query, state);
        this.fold = new UsageFold(covered(), query.zone(), detailsOfCells(), config.maxGroups());
    }

    /** Fails with a {@link TooManyEventsException} where more events would have to be read than may be. */
    Uni<UsageReport> report() {
        return refuseTooManyEvents()
                .chain(this::readCellsAndWhatIsPending)
                .chain(this::readRolledEvents)
                .chain(this::readUnits)
                .chain(() -> ManyGroups.awayFromEventLoop(fold.size()))
                .chain(this::groups)
                .map(groups -> new UsageReport(
                        groups,
                        fold.projectNames(),
                        state.firstEventAt(),
                        plan,
                        new RowsRead(cells, pendingEvents, rolledEvents, units)));
    }

    /** Known from the cells of the total, before any event is read. What an index finds is not known beforehand. */
    private Uni<Void> refuseTooManyEvents() {
        List<CellRange> wholeHours = plan.events().ranges().stream()
                .flatMap(range -> COARSE.fill(range).stream())
                .toList();
        if (plan.kind() == Kind.INDEX || wholeHours.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UsageQuery total = UsageQuery.of(query.accountId(), query.window(), ZoneOffset.UTC);
        UsageFold counting = new UsageFold(Map.of(Breakdown.TOTAL, TimeRanges.NONE), ZoneOffset.UTC, Set.of(), 1);
        return each(
                        snapshot.cells(total, Map.of(Breakdown.TOTAL, new CellRead(TOTAL, wholeHours))),
                        cell -> counting.add(
                                cell.breakdown(), TOTAL, cell.bucketStart(), cell.values(), cell.content()))
                .invoke(() -> counting.groups().get(Breakdown.TOTAL).values().stream()
                        .filter(measures -> measures.events() > config.maxScannedEvents())
                        .forEach(measures -> {
                            throw new TooManyEventsException(config.maxScannedEvents());
                        }));
    }

    /** One is asked for right after the other; they come in this order, on one thread. */
    private Uni<Void> readCellsAndWhatIsPending() {
        return Uni.join()
                .all(readCells(), readPendingEvents(), readUnitChanges())
                .andFailFast()
                .replaceWithVoid();
    }

    private Uni<Void> readCells() {
        boolean none =
                plan.cells().values().stream().allMatch(read -> read.ranges().isEmpty());
        return none
                ? Uni.createFrom().voidItem()
                : each(snapshot.cells(query, plan.cells()), cell -> {
                    cells++;
                    fold.add(
                            cell.breakdown(),
                            plan.cells().get(cell.breakdown()).facet(),
                            cell.bucketStart(),
                            cell.values(),
                            cell.content());
                });
    }

    private Uni<Void> readPendingEvents() {
        return state.pendingEvents() == 0
                ? Uni.createFrom().voidItem()
                : each(snapshot.pendingEvents(query), event -> {
                    pendingEvents++;
                    fold.add(event);
                });
    }

    private Uni<Void> readRolledEvents() {
        return plan.events().isEmpty()
                ? Uni.createFrom().voidItem()
                : each(snapshot.rolledEvents(query, plan.events(), passage::giveWay), event -> {
                    if (++rolledEvents > config.maxScannedEvents()) {
                        throw new TooManyEventsException(config.maxScannedEvents());
                    }
                    fold.addUncovered(event);
                });
    }

    private Uni<Void> readUnits() {
        if (!query.details().contains(Detail.UNITS)) {
            return Uni.createFrom().voidItem();
        }
        if (!plan.unitsFromCells()) {
            return each(snapshot.units(query, window(), passage::giveWay), unit -> {
                units++;
                fold.add(unit);
            });
        }
        TimeRanges uncovered = uncoveredUnits();
        return uncovered.isEmpty()
                ? Uni.createFrom().voidItem()
                : each(snapshot.units(query, uncovered, passage::giveWay), unit -> {
                    units++;
                    fold.addUncovered(unit);
                });
    }

    /** Where nothing is pending, every unit is what the cells count it as. */
    private Uni<Void> readUnitChanges() {
        boolean none = state.pendingEvents() == 0 || !plan.unitsFromCells();
        return none || !query.details().contains(Detail.UNITS)
                ? Uni.createFrom().voidItem()
                : each(snapshot.unitChanges(query), change -> {
                    units++;
                    fold.addCovered(change);
                });
    }

    private Uni<Map<Breakdown, Map<GroupKey, Measures>>> groups() {
        Map<Breakdown, Map<GroupKey, Measures>> groups = fold.groups();
        if (!query.details().contains(Detail.LAST_TASK) || !groups.containsKey(BY_PROJECT)) {
            return Uni.createFrom().item(groups);
        }
        Map<GroupKey, Measures> projects = new HashMap<>(groups.get(BY_PROJECT));
        groups.put(BY_PROJECT, projects);
        List<GroupKey> unsure = fold.unsureOfLastTask(BY_PROJECT).stream()
                .filter(projects::containsKey)
                .toList();
        return each(
                        Multi.createFrom()
                                .iterable(unsure)
                                .onItem()
                                .transformToUniAndConcatenate(
                                        project -> snapshot.lastTaskStart(query, BY_PROJECT, project)
                                                .invoke(start -> projects.computeIfPresent(
                                                        project, (key, measures) -> withLastTask(measures, start)))),
                        start -> {})
                .replaceWith(groups);
    }

    private static Measures withLastTask(Measures measures, Optional<Instant> startedAt) {
        UnitCounts units = measures.units().withLastTaskStartedAt(startedAt);
        return measures.withUnits(units);
    }

    private Map<Breakdown, TimeRanges> covered() {
        return query.breakdowns().stream().collect(Collectors.toMap(breakdown -> breakdown, this::covered));
    }

    /** Cells may reach beyond the window where nothing is rolled; but there, units may be that are not rolled yet. */
    private TimeRanges covered(Breakdown breakdown) {
        return plan.covered(breakdown).within(window());
    }

    /** Where units are read one by one, cells must not count them too. */
    private Set<Detail> detailsOfCells() {
        Set<Detail> details = EnumSet.noneOf(Detail.class);
        details.addAll(query.details());
        if (!plan.unitsFromCells()) {
            details.remove(Detail.UNITS);
        }
        return details;
    }

    private TimeRanges window() {
        return TimeRanges.union(List.of(new TimeRange(
                query.window().from().orElse(BEFORE_EVERYTHING), query.window().to())));
    }

    /**
     * Where units may have started that the cells of one of the breakdowns do not cover. Those of pending events start anywhere
     * in the window; where nothing is pending, all are in cells, and none starts beyond what is rolled.
     */
    private TimeRanges uncoveredUnits() {
        TimeRanges uncovered = TimeRanges.union(query.breakdowns().stream()
                .flatMap(breakdown -> window().without(covered(breakdown)).ranges().stream())
                .toList());
        return state.pendingEvents() > 0 ? uncovered : uncovered.within(rolled());
    }

    private TimeRanges rolled() {
        return TimeRanges.union(
                state.rolledWith(query.filters().keySet()).stream().toList());
    }

    private static <T> Uni<Void> each(Multi<T> items, Consumer<T> consumer) {
        return items.invoke(consumer).onItem().ignoreAsUni();
    }
}
