package dev.tally.ingest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event as JSON, for the API's description; {@link EventDecoder} reads it without this. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
        name = "UsageEvent",
        description = "One LLM or agent call. Only id is required, null means absent, and fields other than these are"
                + " refused by name.",
        additionalProperties = Schema.False.class)
record EventDocument(
        @Schema(
                description = "Identifies the event within the account. The same id with the same content is recorded"
                        + " once; with other content it is refused as a conflict.",
                required = true,
                minLength = 1,
                maxLength = 256)
        String id,

        @Schema(
                description = "When the call happened: RFC 3339, UTC where it has no zone, or a date. At most 5 minutes"
                        + " ahead of the service's clock, by default; that clock's time where it is absent.")
        Instant time,

        @Schema(minLength = 1, maxLength = 256) String model,
        @Schema(minLength = 1, maxLength = 256) String provider,
        @Schema(minLength = 1, maxLength = 256) String operation,
        @Schema(minLength = 1, maxLength = 256) String projectId,

        @Schema(description = "Needs project_id.", minLength = 1, maxLength = 256)
        String projectName,

        @Schema(description = "Who made the call. Compared without regard to case.", maxLength = 254)
        String email,

        @Schema(minLength = 1, maxLength = 256) String profile,
        @Schema(minLength = 1, maxLength = 256) String workOrderId,
        @Schema(minLength = 1, maxLength = 256) String runId,
        @Schema(minLength = 1, maxLength = 256) String taskId,

        @Schema(
                description =
                        "The task's status as of this event; the latest event's is the present one. Needs task_id.",
                minLength = 1,
                maxLength = 64)
        String taskStatus,

        @Schema(description = "When the task started; else it is the time of its first event. Needs task_id.")
        Instant taskStartedAt,

        @Schema(minLength = 1, maxLength = 256) String snapshotId,

        @Schema(
                description = "The snapshot's status as of this event. Needs snapshot_id.",
                enumeration = {"queued", "running", "complete", "partial", "failed"})
        String snapshotStatus,

        @Schema(description = "Where it is absent: whether http_status is below 400, else true.")
        Boolean success,

        @Schema(minimum = "100", maximum = "599") Integer httpStatus,

        @Schema(description = "In milliseconds, whole.", minimum = "0", maximum = "1000000000000")
        Long durationMs,

        @Schema(
                description = "Cached input tokens included.",
                minimum = "0",
                maximum = "1000000000000",
                defaultValue = "0")
        Long inputTokens,

        @Schema(minimum = "0", maximum = "1000000000000", defaultValue = "0")
        Long outputTokens,

        @Schema(
                description = "The part of input_tokens that the provider served from its cache; not more than those.",
                minimum = "0",
                maximum = "1000000000000",
                defaultValue = "0")
        Long cachedInputTokens,

        @Schema(
                description = "What the call cost, in currency; at most 30 decimals.",
                minimum = "0",
                maximum = "1000000000000000",
                exclusiveMaximum = true,
                defaultValue = "0")
        BigDecimal cost,

        @Schema(
                description = "ISO 4217 code for cost and llm_cost; the account's where it is absent. Another than the"
                        + " account's needs a rate that was effective at the event's time.",
                pattern = "[A-Za-z]{3}")
        String currency,

        @Schema(
                description = "Credits of the platform; do not count where byok is true. At most 30 decimals.",
                minimum = "0",
                maximum = "1000000000000000",
                exclusiveMaximum = true,
                defaultValue = "0")
        BigDecimal credits,

        @Schema(description = "Whether the call ran on the customer's own provider key.", defaultValue = "false")
        Boolean byok,

        @Schema(
                description = "What the provider charged, in currency; at most 30 decimals.",
                minimum = "0",
                maximum = "1000000000000000",
                exclusiveMaximum = true,
                defaultValue = "0")
        BigDecimal llmCost,

        @Schema(
                description = "The credits that the platform takes for a byok call; at most 30 decimals.",
                minimum = "0",
                maximum = "1000000000000000",
                exclusiveMaximum = true,
                defaultValue = "0")
        BigDecimal neoCost,

        @Schema(minimum = "0", maximum = "1000000000000000", exclusiveMaximum = true, defaultValue = "0")
        BigDecimal synapses,

        @Schema(minimum = "0", maximum = "1000000000000000", exclusiveMaximum = true, defaultValue = "0")
        BigDecimal neurons,

        @Schema(minimum = "0", maximum = "1000000000000", defaultValue = "0")
        Long steps,

        @Schema(minimum = "0", maximum = "1000000000000", defaultValue = "0")
        Long toolCalls,

        @Schema(minimum = "0", maximum = "1000000000000", defaultValue = "0")
        Long agentTriggers,

        @Schema(
                description =
                        "Labels of your own, kept as they are: at most 50 of 100 characters, each of at most 1,000"
                                + " characters.")
        Map<String, String> metadata) {}
