package dev.tally.ingest;

import dev.tally.model.Dimensions;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitMention;
import dev.tally.model.Usage;
import dev.tally.model.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An event while its fields are being read, in any order. What stays unset is absent. */
final class EventDraft {
    private static final int FIRST_FAILURE_STATUS = 400;

    String id;
    Instant time;
    String model;
    String provider;
    String operation;
    String projectId;
    String projectName;
    String email;
    String profile;
    String workOrderId;
    String runId;
    String taskId;
    String taskStatus;
    Instant taskStartedAt;
    String snapshotId;
    String snapshotStatus;
    Boolean success;
    Integer httpStatus;
    Long durationMs;
    long inputTokens;
    long outputTokens;
    long cachedInputTokens;
    BigDecimal cost = BigDecimal.ZERO;
    String currency;
    BigDecimal credits = BigDecimal.ZERO;
    boolean byok;
    BigDecimal llmCost = BigDecimal.ZERO;
    BigDecimal neoCost = BigDecimal.ZERO;
    BigDecimal synapses = BigDecimal.ZERO;
    BigDecimal neurons = BigDecimal.ZERO;
    long steps;
    long toolCalls;
    long agentTriggers;
    Map<String, String> metadata = Map.of();

    /**
     * The event, once all of its fields are read.
     *
     * @param now the time of an event that says none
     * @throws FieldRefusal when fields are missing or contradict each other
     */
    UsageEvent toEvent(Instant now) throws FieldRefusal {
        requireConsistency();
        return new UsageEvent(
                id,
                time == null ? now : time,
                time == null,
                new Dimensions(model, provider, operation, projectId, email, workOrderId, runId, profile),
                projectName,
                units(),
                usage(),
                currency,
                metadata);
    }

    private void requireConsistency() throws FieldRefusal {
        if (id == null) {
            throw new FieldRefusal("id", ErrorCode.MISSING_FIELD, "'id' is required");
        }
        require("task_id", taskId, "task_status", taskStatus);
        require("task_id", taskId, "task_started_at", taskStartedAt);
        require("snapshot_id", snapshotId, "snapshot_status", snapshotStatus);
        require("project_id", projectId, "project_name", projectName);
        if (cachedInputTokens > inputTokens) {
            throw new FieldRefusal(
                    "cached_input_tokens",
                    ErrorCode.INVALID_VALUE,
                    "'cached_input_tokens' are part of 'input_tokens' and cannot be more");
        }
    }

    private static void require(String owner, Object ownerValue, String field, Object value) throws FieldRefusal {
        if (value != null && ownerValue == null) {
            throw new FieldRefusal(
                    owner, ErrorCode.MISSING_FIELD, "'" + owner + "' is required where '" + field + "' is given");
        }
    }

    private List<UnitMention> units() {
        List<UnitMention> units = new ArrayList<>();
        mention(units, UnitKind.TASK, taskId, taskStatus, taskStartedAt);
        mention(units, UnitKind.WORK_ORDER, workOrderId, null, null);
        mention(units, UnitKind.RUN, runId, null, null);
        mention(units, UnitKind.SNAPSHOT, snapshotId, snapshotStatus, null);
        return units;
    }

    private static void mention(
            List<UnitMention> units, UnitKind kind, String unitId, String status, Instant startedAt) {
        if (unitId != null) {
            units.add(new UnitMention(kind, unitId, status, startedAt));
        }
    }

    private Usage usage() {
        return new Usage(
                success == null ? httpStatus == null || httpStatus < FIRST_FAILURE_STATUS : success,
                httpStatus,
                durationMs,
                inputTokens,
                outputTokens,
                cachedInputTokens,
                cost,
                credits,
                byok,
                llmCost,
                neoCost,
                synapses,
                neurons,
                steps,
                toolCalls,
                agentTriggers);
    }
}
