package dev.tally.dialect.tally;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import dev.tally.model.TimeRange;
import dev.tally.query.Plan;
import dev.tally.query.Plan.CellRange;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.UsageReport;
import dev.tally.query.UsageReport.RowsRead;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was read for an answer.
 *
 * @param plan what the cost of the answer grows with: {@code cells}, the events that an {@code index} finds, or all
 *     {@code events} of the window
 * @param cells for each breakdown of the answer the cells that it came from
 * @param events the times whose events were read one by one, because no cell fits into them
 * @param unitsOfWork where tasks and work orders were counted: in {@code cells}, or one by one through an {@code index}
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
        name = "Explanation",
        requiredProperties = {"plan", "cells", "events", "units_of_work", "rows"})
public record Explanation(String plan, List<Cells> cells, List<Range> events, String unitsOfWork, Rows rows) {

    /**
     * The cells of one breakdown.
     *
     * @param granularity null for one group over the whole window
     * @param facet the dimensions by which they are kept
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ExplainedCells")
    public record Cells(
            List<String> groupBy, @Schema(nullable = true) String granularity, String facet, List<Grains> ranges) {}

    /** Cells of one grain whose buckets start in {@code [from, to)}. */
    @Schema(name = "ExplainedRange")
    public record Grains(String grain, Instant from, Instant to) {}

    /** A half-open interval {@code [from, to)}. */
    @Schema(name = "ExplainedTime")
    public record Range(Instant from, Instant to) {}

    /**
     * How much was read, in rows.
     *
     * @param pendingEvents events that are not in cells yet
     * @param rolledEvents events of the times that no cell fits into
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "ExplainedRows")
    public record Rows(long cells, long pendingEvents, long rolledEvents, long unitsOfWork) {}

    static Explanation of(UsageReport report) {
        Plan plan = report.plan();
        RowsRead rows = report.rowsRead();
        return new Explanation(
                lowerCase(plan.kind()),
                plan.cells().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Breakdown::toString)))
                        .map(entry -> cells(entry.getKey(), entry.getValue()))
                        .toList(),
                plan.events().ranges().stream().map(Explanation::range).toList(),
                plan.unitsFromCells() ? "cells" : "index",
                new Rows(rows.cells(), rows.pendingEvents(), rows.rolledEvents(), rows.units()));
    }

    private static Cells cells(Breakdown breakdown, CellRead read) {
        return new Cells(
                breakdown.dimensions().stream().map(Dimension::field).toList(),
                breakdown.granularity().map(Granularity::parameter).orElse(null),
                read.facet().label(),
                read.ranges().stream().map(Explanation::grains).toList());
    }

    private static Grains grains(CellRange range) {
        return new Grains(
                lowerCase(range.grain()), range.range().from(), range.range().to());
    }

    private static Range range(TimeRange range) {
        return new Range(range.from(), range.to());
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
