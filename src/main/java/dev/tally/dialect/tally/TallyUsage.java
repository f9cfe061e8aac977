package dev.tally.dialect.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/**
 * The native API's answer.
 *
 * @param granularity the width of the series' buckets; null without a series
 * @param groupBy the dimensions of the groups, in the order in which they were asked for
 * @param groups most expensive first; absent where no grouping was asked for
 * @param series the buckets that something fell into, in order; absent where no granularity was asked for
 * @param explain what was read for the answer; absent unless asked for
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
        name = "Usage",
        requiredProperties = {"window", "granularity", "group_by", "totals", "freshness"})
public record TallyUsage(
        Span window,
        @Schema(nullable = true) String granularity,
        List<String> groupBy,
        TallyMeasures totals,
        @JsonInclude(Include.NON_NULL) List<Group> groups,
        @JsonInclude(Include.NON_NULL) List<Bucket> series,
        Freshness freshness,
        @JsonInclude(Include.NON_NULL) Explanation explain) {

    /**
     * The half-open interval {@code [from, to)} that was summed up.
     *
     * @param from null where nothing was asked for and nothing happened
     * @param timeZone whose calendar the buckets follow
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "UsageWindow",
            requiredProperties = {"from", "to", "time_zone"})
    public record Span(@Schema(nullable = true) Instant from, Instant to, String timeZone) {}

    /**
     * What one group adds up to.
     *
     * @param key for each dimension of the grouping its value, null where the events have none
     */
    @Schema(
            name = "UsageGroup",
            requiredProperties = {"key"})
    public record Group(
            @Schema(implementation = Key.class) Map<String, String> key,

            @JsonUnwrapped TallyMeasures measures) {}

    /** Describes {@link Group#key()}: of the dimensions those that were asked for. */
    @Schema(
            name = "UsageKey",
            description = "Of the dimensions those of group_by; null where the events have none",
            type = SchemaType.OBJECT,
            properties = {
                @SchemaProperty(name = "model", type = SchemaType.STRING, nullable = true),
                @SchemaProperty(name = "provider", type = SchemaType.STRING, nullable = true),
                @SchemaProperty(name = "operation", type = SchemaType.STRING, nullable = true),
                @SchemaProperty(name = "project_id", type = SchemaType.STRING, nullable = true),
                @SchemaProperty(name = "email", type = SchemaType.STRING, nullable = true),
                @SchemaProperty(name = "work_order_id", type = SchemaType.STRING, nullable = true),
                @SchemaProperty(name = "run_id", type = SchemaType.STRING, nullable = true),
                @SchemaProperty(name = "profile", type = SchemaType.STRING, nullable = true)
            })
    interface Key {}

    /**
     * What one bucket adds up to.
     *
     * @param start with the offset that the time zone had then
     */
    @Schema(
            name = "UsageBucket",
            requiredProperties = {"start", "totals"})
    public record Bucket(
            @Schema(format = "date-time") String start,
            TallyMeasures totals,
            @JsonInclude(Include.NON_NULL) List<Group> groups) {}

    /**
     * How fresh the numbers are: every event committed by {@code asOf} is in them.
     *
     * @param pendingEvents how many of the events were read one by one, because they are too new to be added up yet
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "Freshness",
            requiredProperties = {"pending_events", "as_of"})
    public record Freshness(long pendingEvents, Instant asOf) {}
}
