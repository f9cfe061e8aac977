package dev.tally.query;

import dev.tally.model.Breakdown;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import java.util.List;
import java.util.Map;

/**
 * What to read for the answer to a query. Events that are not rolled yet are always read, whatever the plan.
 *
 * @param kind what the plan relies on
 * @param cells for each breakdown the cells that answer it, as far as cells do
 * @param events the times whose rolled events are read one by one, for those breakdowns whose cells do not cover them
 * @param unitsFromCells whether cells count the units of work of the times they cover
 */
public record Plan(Kind kind, Map<Breakdown, CellRead> cells, TimeRanges events, boolean unitsFromCells) {

    /** What an answer costs. */
    public enum Kind {
        /** As much as the cells of the window, and the events at its ragged edges. */
        CELLS,
        /** As much as the events of the work orders or runs that the query filters by. */
        INDEX,
        /** As much as the events of the whole window. */
        EVENTS
    }

    /** Cells of one facet, each range in its grain; no two overlap. */
    public record CellRead(Facet facet, List<CellRange> ranges) {
        public CellRead {
            ranges = List.copyOf(ranges);
        }

        /** The times that these cells answer for. */
        public TimeRanges covered() {
            return TimeRanges.union(ranges.stream().map(CellRange::range).toList());
        }
    }

    /** The cells whose bucket starts in a range, which begins and ends where buckets of the grain do. */
    public record CellRange(Grain grain, TimeRange range) {}

    public Plan {
        cells = Map.copyOf(cells);
    }

    /** The times that the cells of a breakdown answer for. */
    public TimeRanges covered(Breakdown breakdown) {
        return cells.containsKey(breakdown) ? cells.get(breakdown).covered() : TimeRanges.NONE;
    }
}
