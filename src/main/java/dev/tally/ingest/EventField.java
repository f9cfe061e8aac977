package dev.tally.ingest;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of an event: how each is called, read and checked. The limits of their values stand here. */
enum EventField {
    ID("id", (event, value) -> event.id = value.id()),
    TIME("time", (event, value) -> event.time = value.instant()),
    MODEL("model", (event, value) -> event.model = value.text(256)),
    PROVIDER("provider", (event, value) -> event.provider = value.text(256)),
    OPERATION("operation", (event, value) -> event.operation = value.text(256)),
    PROJECT_ID("project_id", (event, value) -> event.projectId = value.text(256)),
    PROJECT_NAME("project_name", (event, value) -> event.projectName = value.text(256)),
    EMAIL("email", (event, value) -> event.email = value.email()),
    PROFILE("profile", (event, value) -> event.profile = value.text(256)),
    WORK_ORDER_ID("work_order_id", (event, value) -> event.workOrderId = value.text(256)),
    RUN_ID("run_id", (event, value) -> event.runId = value.text(256)),
    TASK_ID("task_id", (event, value) -> event.taskId = value.text(256)),
    TASK_STATUS("task_status", (event, value) -> event.taskStatus = value.text(64)),
    TASK_STARTED_AT("task_started_at", (event, value) -> event.taskStartedAt = value.instant()),
    SNAPSHOT_ID("snapshot_id", (event, value) -> event.snapshotId = value.text(256)),
    SNAPSHOT_STATUS("snapshot_status", (event, value) -> event.snapshotStatus = value.snapshotStatus()),
    SUCCESS("success", (event, value) -> event.success = value.flag()),
    HTTP_STATUS("http_status", (event, value) -> event.httpStatus = (int) value.whole(100, 599)),
    DURATION_MS("duration_ms", (event, value) -> event.durationMs = value.count()),
    INPUT_TOKENS("input_tokens", (event, value) -> event.inputTokens = value.count()),
    OUTPUT_TOKENS("output_tokens", (event, value) -> event.outputTokens = value.count()),
    CACHED_INPUT_TOKENS("cached_input_tokens", (event, value) -> event.cachedInputTokens = value.count()),
    COST("cost", (event, value) -> event.cost = value.decimal()),
    CURRENCY("currency", (event, value) -> event.currency = value.currency()),
    CREDITS("credits", (event, value) -> event.credits = value.decimal()),
    BYOK("byok", (event, value) -> event.byok = value.flag()),
    LLM_COST("llm_cost", (event, value) -> event.llmCost = value.decimal()),
    NEO_COST("neo_cost", (event, value) -> event.neoCost = value.decimal()),
    SYNAPSES("synapses", (event, value) -> event.synapses = value.decimal()),
    NEURONS("neurons", (event, value) -> event.neurons = value.decimal()),
    STEPS("steps", (event, value) -> event.steps = value.count()),
    TOOL_CALLS("tool_calls", (event, value) -> event.toolCalls = value.count()),
    AGENT_TRIGGERS("agent_triggers", (event, value) -> event.agentTriggers = value.count()),
    METADATA("metadata", (event, value) -> event.metadata = value.labels());

    private static final Map<String, EventField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventField::fieldName, Function.identity()));

    private final String fieldName;

    @SuppressWarnings("ImmutableEnumChecker") // The readers above have no state.
    private final Reader reader;

    EventField(String fieldName, Reader reader) {
        this.fieldName = fieldName;
        this.reader = reader;
    }

    static Optional<EventField> named(String fieldName) {
        return Optional.ofNullable(BY_NAME.get(fieldName));
    }

    String fieldName() {
        return fieldName;
    }

    /** Reads the field's value into an event. */
    void read(FieldValue value, EventDraft event) throws IOException, FieldRefusal {
        reader.read(event, value);
    }

    @FunctionalInterface
    private interface Reader {
        void read(EventDraft event, FieldValue value) throws IOException, FieldRefusal;
    }
}
