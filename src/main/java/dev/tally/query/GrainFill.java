package dev.tally.query;

import dev.tally.model.Grain;
import dev.tally.model.TimeRange;
import dev.tally.query.Plan.CellRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a range of time with whole buckets, as coarse as fit; what is finer than the finest grain stays unfilled.
 *
 * @param grains finest first
 */
record GrainFill(List<Grain> grains) {

    /** In order of time. */
    List<CellRange> fill(TimeRange range) {
        List<CellRange> filled = new ArrayList<>();
        fill(range, grains.size() - 1, filled);
        return filled;
    }

    private void fill(TimeRange range, int grainIndex, List<CellRange> filled) {
        if (grainIndex < 0 || range.isEmpty()) {
            return;
        }
        Grain grain = grains.get(grainIndex);
        Instant from = grain.nextStart(range.from());
        Instant to = grain.startOf(range.to());
        if (!from.isBefore(to)) {
            fill(range, grainIndex - 1, filled);
            return;
        }
        fill(new TimeRange(range.from(), from), grainIndex - 1, filled);
        filled.add(new CellRange(grain, new TimeRange(from, to)));
        fill(new TimeRange(to, range.to()), grainIndex - 1, filled);
    }
}
