package dev.tally.aggregate;

import dev.tally.aggregate.CellFold.Bucket;
import dev.tally.model.Dimension;
import dev.tally.model.Dimensions;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Folds the events and changed units of one roll into what they add to the cells of each facet.
 *
 * <p>Events with equal dimensions in the same bucket are added up first, once for all facets. Not thread-safe.
 */
public final class RollFold {
    private static final Facet PROJECT = Facet.of(Set.of(Dimension.PROJECT)).orElseThrow();

    private record Point(Instant bucketStart, Dimensions dimensions) {}

    private final Map<Point, Accumulator> points = new HashMap<>();
    private final Map<Bucket, Naming> projectNames = new HashMap<>();
    private final List<UnitChange> unitChanges = new ArrayList<>();
    private long events;
    private Optional<Instant> firstEventAt = Optional.empty();
    private Optional<Instant> earliest = Optional.empty();
    private Optional<Instant> latest = Optional.empty();

    public void add(MeteredEvent event) {
        events++;
        firstEventAt = Optional.of(firstEventAt.filter(event.time()::isAfter).orElse(event.time()));
        widenTo(event.time());
        Instant bucketStart = bucketOf(event.time());
        points.computeIfAbsent(
                        new Point(bucketStart, event.dimensions()), absent -> new Accumulator(Accumulator.EVERYTHING))
                .add(event.usage());
        String project = event.dimensions().projectId();
        if (project != null && event.projectName() != null) {
            projectNames.merge(
                    new Bucket(bucketStart, PROJECT.keyOf(event.dimensions())),
                    new Naming(event.time(), event.projectName()),
                    Naming::later);
        }
    }

    public void add(UnitChange change) {
        unitChanges.add(change);
        change.after().ifPresent(unit -> widenTo(unit.startedAt()));
    }

    public boolean isEmpty() {
        return events == 0 && unitChanges.isEmpty();
    }

    /** How many events were added. */
    public long events() {
        return events;
    }

    /** When the first of the events happened; empty without events. */
    public Optional<Instant> firstEventAt() {
        return firstEventAt;
    }

    /** The first time of an event or a start of a unit. */
    public Optional<Instant> earliest() {
        return earliest;
    }

    /** The last time of an event or a start of a unit. */
    public Optional<Instant> latest() {
        return latest;
    }

    public List<UnitChange> unitChanges() {
        return List.copyOf(unitChanges);
    }

    /** What all of them add to the cells of a facet. */
    public CellFold cells(Facet facet) {
        Map<Bucket, Accumulator> buckets = new HashMap<>();
        Function<Bucket, Accumulator> cell =
                bucket -> buckets.computeIfAbsent(bucket, absent -> new Accumulator(Accumulator.EVERYTHING));
        points.forEach((point, content) -> cell.apply(new Bucket(point.bucketStart(), facet.keyOf(point.dimensions())))
                .merge(content));
        if (facet.equals(PROJECT)) {
            projectNames.forEach((bucket, name) -> cell.apply(bucket).add(name));
        }
        for (UnitChange change : unitChanges) {
            change.before()
                    .ifPresent(unit -> forEachCell(
                            facet, unit, (bucket, byok) -> cell.apply(bucket).remove(unit, byok)));
            change.after()
                    .ifPresent(unit -> forEachCell(
                            facet, unit, (bucket, byok) -> cell.apply(bucket).add(unit, byok)));
        }
        return new CellFold(facet, buckets);
    }

    private void widenTo(Instant time) {
        earliest = Optional.of(earliest.filter(time::isAfter).orElse(time));
        latest = Optional.of(latest.filter(time::isBefore).orElse(time));
    }

    private static void forEachCell(Facet facet, UnitOfWork unit, BiConsumer<Bucket, Boolean> action) {
        Instant bucketStart = bucketOf(unit.startedAt());
        Map<List<String>, Boolean> byokByKey = new HashMap<>();
        for (Use use : unit.uses()) {
            byokByKey.merge(facet.keyOf(use.dimensions()), use.byok(), Boolean::logicalOr);
        }
        byokByKey.forEach((values, byok) -> action.accept(new Bucket(bucketStart, values), byok));
    }

    private static Instant bucketOf(Instant time) {
        return Grain.ALL.get(0).startOf(time);
    }
}
