package dev.tally.query;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import dev.tally.model.TimeRange;
import dev.tally.query.Plan.CellRange;
import dev.tally.query.Plan.CellRead;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Writes plans down as tests expect them: a line for what they rely on, one for each breakdown, and one for events. */
final class PlanText {
    private PlanText() {}

    static String of(Plan plan) {
        String cells = plan.cells().entrySet().stream()
                .map(entry -> label(entry.getKey()) + " from " + of(entry.getValue()) + "\n")
                .sorted()
                .collect(Collectors.joining());
        return plan.kind() + (plan.unitsFromCells() ? ", units from cells\n" : ", units one by one\n") + cells
                + "events:" + of(plan.events().ranges()) + "\n";
    }

    private static String of(CellRead read) {
        return read.facet().label() + ":"
                + (read.ranges().isEmpty() ? " none" : "")
                + read.ranges().stream().map(PlanText::of).collect(Collectors.joining());
    }

    private static String of(CellRange range) {
        return " " + range.grain() + " " + of(range.range());
    }

    private static String of(List<TimeRange> ranges) {
        return ranges.isEmpty()
                ? " none"
                : ranges.stream().map(range -> " " + of(range)).collect(Collectors.joining());
    }

    private static String of(TimeRange range) {
        return of(range.from()) + "/" + of(range.to());
    }

    private static String of(Instant instant) {
        String text = instant.atOffset(ZoneOffset.UTC).toString();
        return text.replace("T00:00Z", "").replace("Z", "");
    }

    private static String label(Breakdown breakdown) {
        String dimensions = breakdown.dimensions().isEmpty()
                ? "total"
                : breakdown.dimensions().stream().map(Dimension::field).collect(Collectors.joining(","));
        return dimensions
                + breakdown
                        .granularity()
                        .map(Granularity::parameter)
                        .map(" per "::concat)
                        .orElse("");
    }
}
