package dev.tally.aggregate;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Dimensions;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sorts events and units of work into the groups of one breakdown. Not thread-safe. */
final class BreakdownFold {
    private final Breakdown breakdown;
    private final CalendarBuckets calendar;
    private final GroupLimit limit;
    private final Map<GroupKey, Accumulator> groups = new HashMap<>();

    BreakdownFold(Breakdown breakdown, CalendarBuckets calendar, GroupLimit limit) {
        this.breakdown = breakdown;
        this.calendar = calendar;
        this.limit = limit;
    }

    void add(MeteredEvent event) {
        group(keyOf(event.time(), event.dimensions())).add(event.usage());
    }

    /** Counts a unit once in each group that one of its uses belongs to, in the bucket in which it started. */
    void add(UnitOfWork unit) {
        Map<GroupKey, Boolean> byokByGroup = new LinkedHashMap<>();
        for (Use use : unit.uses()) {
            byokByGroup.merge(keyOf(unit.startedAt(), use.dimensions()), use.byok(), Boolean::logicalOr);
        }
        byokByGroup.forEach((key, byok) -> group(key).add(unit, byok));
    }

    Map<GroupKey, Measures> measures() {
        Map<GroupKey, Measures> result = new HashMap<>();
        groups.forEach((key, accumulator) -> result.put(key, accumulator.measures()));
        return result;
    }

    private Accumulator group(GroupKey key) {
        return groups.computeIfAbsent(key, absent -> {
            limit.addOne();
            return new Accumulator();
        });
    }

    private GroupKey keyOf(Instant time, Dimensions dimensions) {
        Optional<Instant> bucket = breakdown.granularity().map(width -> calendar.startOf(width, time));
        return new GroupKey(bucket, valuesOf(dimensions));
    }

    private List<String> valuesOf(Dimensions dimensions) {
        List<Dimension> by = breakdown.dimensions();
        String[] values = new String[by.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = dimensions.get(by.get(i));
        }
        return Arrays.asList(values);
    }
}
