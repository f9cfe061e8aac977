package dev.tally.aggregate;

import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimensions;
import dev.tally.model.Facet;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Sorts cells, events and units of work into the groups of one breakdown. Not thread-safe. */
final class BreakdownFold {
    private final Breakdown breakdown;
    private final CalendarBuckets calendar;
    private final TimeRanges covered;
    private final Set<Detail> details;
    private final GroupLimit limit;
    private final Map<GroupKey, Accumulator> groups = new HashMap<>();

    /** @param covered the instants that cells answer for */
    BreakdownFold(
            Breakdown breakdown, CalendarBuckets calendar, TimeRanges covered, Set<Detail> details, GroupLimit limit) {
        this.breakdown = breakdown;
        this.calendar = calendar;
        this.covered = covered;
        this.details = details;
        this.limit = limit;
    }

    void add(MeteredEvent event) {
        group(keyOf(event.time(), event.dimensions())).add(event.usage());
    }

    void addUncovered(MeteredEvent event) {
        if (!covered.contains(event.time())) {
            add(event);
        }
    }

    /** @param values of the facet's dimensions; those of the breakdown that are not among them have no value */
    Accumulator add(Facet facet, Instant bucketStart, List<String> values, CellBytes cell) {
        String[] own = new String[breakdown.dimensions().size()];
        for (int i = 0; i < own.length; i++) {
            int position = facet.dimensions().indexOf(breakdown.dimensions().get(i));
            own[i] = position < 0 ? null : values.get(position);
        }
        Accumulator group = group(new GroupKey(bucketOf(bucketStart), Arrays.asList(own)));
        group.merge(cell);
        return group;
    }

    /** Counts a unit once in each group that one of its uses belongs to, in the bucket in which it started. */
    void add(UnitOfWork unit) {
        forEachGroup(unit, (group, byok) -> group.add(unit, byok));
    }

    void addUncovered(UnitOfWork unit) {
        if (!covered.contains(unit.startedAt())) {
            add(unit);
        }
    }

    /** Counts a unit, as far as cells count units here, as what it is instead of what they think it is. */
    void addCovered(UnitChange change) {
        change.before()
                .filter(this::isCovered)
                .ifPresent(unit -> forEachGroup(unit, (group, byok) -> group.remove(unit, byok)));
        change.after().filter(this::isCovered).ifPresent(this::add);
    }

    Map<GroupKey, Measures> measures() {
        Map<GroupKey, Measures> result = new HashMap<>();
        groups.forEach((key, group) -> {
            if (!group.isEmpty()) {
                result.put(key, group.measures());
            }
        });
        return result;
    }

    /** The groups whose last task is not known for sure. */
    Set<GroupKey> unsureOfLastTask() {
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isLastTaskSure())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isCovered(UnitOfWork unit) {
        return covered.contains(unit.startedAt());
    }

    private void forEachGroup(UnitOfWork unit, BiConsumer<Accumulator, Boolean> action) {
        Map<GroupKey, Boolean> byokByGroup = new LinkedHashMap<>();
        for (Use use : unit.uses()) {
            byokByGroup.merge(keyOf(unit.startedAt(), use.dimensions()), use.byok(), Boolean::logicalOr);
        }
        byokByGroup.forEach((key, byok) -> action.accept(group(key), byok));
    }

    private Accumulator group(GroupKey key) {
        return groups.computeIfAbsent(key, absent -> {
            limit.addOne();
            return new Accumulator(details);
        });
    }

    private GroupKey keyOf(Instant time, Dimensions dimensions) {
        return new GroupKey(bucketOf(time), dimensions.get(breakdown.dimensions()));
    }

    private Optional<Instant> bucketOf(Instant time) {
        return breakdown.granularity().map(width -> calendar.startOf(width, time));
    }
}
