package dev.tally.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tally.model.Dimension;
import java.math.BigDecimal;
import java.time.Instant;

/** An event as a client would write it; null where a field is left out. */
record SampleEvent(
        String id,
        Instant time,
        String model,
        String provider,
        String operation,
        String project,
        String projectName,
        String email,
        String profile,
        String workOrder,
        String run,
        String task,
        String taskStatus,
        Instant taskStartedAt,
        String snapshot,
        String snapshotStatus,
        Boolean success,
        Integer httpStatus,
        Long durationMs,
        long inputTokens,
        long outputTokens,
        long cachedInputTokens,
        BigDecimal cost,
        BigDecimal credits,
        boolean byok,
        BigDecimal llmCost,
        BigDecimal neoCost,
        BigDecimal synapses,
        BigDecimal neurons,
        long steps,
        long toolCalls,
        long agentTriggers) {

    String dimension(Dimension dimension) {
        return switch (dimension) {
            case MODEL -> model;
            case PROVIDER -> provider;
            case OPERATION -> operation;
            case PROJECT -> project;
            case EMAIL -> email;
            case WORK_ORDER -> workOrder;
            case RUN -> run;
            case PROFILE -> profile;
        };
    }

    boolean succeeded() {
        if (success != null) {
            return success;
        }
        return httpStatus == null || httpStatus < 400;
    }

    /** What it takes of the platform's credits. */
    BigDecimal creditsUsed() {
        return byok ? neoCost : credits;
    }

    /** The same id with other content. */
    SampleEvent conflicting() {
        return with(id, time, durationMs, inputTokens + 1);
    }

    /** Another event of the same kind. */
    SampleEvent another(String otherId, Instant otherTime, Long otherDurationMs) {
        return with(otherId, otherTime, otherDurationMs, inputTokens);
    }

    private SampleEvent with(String otherId, Instant otherTime, Long otherDurationMs, long otherInputTokens) {
        return new SampleEvent(
                otherId,
                otherTime,
                model,
                provider,
                operation,
                project,
                projectName,
                email,
                profile,
                workOrder,
                run,
                task,
                taskStatus,
                taskStartedAt,
                snapshot,
                snapshotStatus,
                success,
                httpStatus,
                otherDurationMs,
                otherInputTokens,
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

    /** The same content under another id. */
    SampleEvent withId(String other) {
        return new SampleEvent(
                other,
                time,
                model,
                provider,
                operation,
                project,
                projectName,
                email,
                profile,
                workOrder,
                run,
                task,
                taskStatus,
                taskStartedAt,
                snapshot,
                snapshotStatus,
                success,
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

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("time", time.toString());
        put(json, "model", model);
        put(json, "provider", provider);
        put(json, "operation", operation);
        put(json, "project_id", project);
        put(json, "project_name", projectName);
        put(json, "email", email);
        put(json, "profile", profile);
        put(json, "work_order_id", workOrder);
        put(json, "run_id", run);
        put(json, "task_id", task);
        put(json, "task_status", taskStatus);
        put(json, "task_started_at", taskStartedAt == null ? null : taskStartedAt.toString());
        put(json, "snapshot_id", snapshot);
        put(json, "snapshot_status", snapshotStatus);
        if (success != null) {
            json.put("success", success);
        }
        if (httpStatus != null) {
            json.put("http_status", httpStatus);
        }
        if (durationMs != null) {
            json.put("duration_ms", durationMs);
        }
        json.put("input_tokens", inputTokens);
        json.put("output_tokens", outputTokens);
        json.put("cached_input_tokens", cachedInputTokens);
        json.put("cost", cost);
        json.put("credits", credits);
        json.put("byok", byok);
        json.put("llm_cost", llmCost);
        json.put("neo_cost", neoCost);
        json.put("synapses", synapses);
        json.put("neurons", neurons);
        json.put("steps", steps);
        json.put("tool_calls", toolCalls);
        return json.put("agent_triggers", agentTriggers);
    }

    private static void put(ObjectNode json, String field, String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}
