package dev.tally.aggregate;

import dev.tally.model.Measures;
import dev.tally.model.Measures.HttpStatusCounts;
import dev.tally.model.UnitCounts;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitOfWork;
import dev.tally.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Adds up the events and units of work of one group. Not thread-safe. */
final class Accumulator {
    private long events;
    private long succeeded;
    private long inputTokens;
    private long outputTokens;
    private long cachedInputTokens;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal credits = BigDecimal.ZERO;
    private long byokEvents;
    private BigDecimal llmCost = BigDecimal.ZERO;
    private BigDecimal byokLlmCost = BigDecimal.ZERO;
    private BigDecimal byokCredits = BigDecimal.ZERO;
    private final long[] httpStatusesByClass = new long[6];
    private final LatencyDistribution durations = new LatencyDistribution();
    private long steps;
    private long toolCalls;
    private long agentTriggers;
    private BigDecimal synapses = BigDecimal.ZERO;
    private BigDecimal neurons = BigDecimal.ZERO;
    private final Map<UnitKind, Long> units = new EnumMap<>(UnitKind.class);
    private final Map<String, Long> tasksByStatus = new HashMap<>();
    private final Map<String, Long> snapshotsByStatus = new HashMap<>();
    private long byokTasks;
    private Instant lastTaskStartedAt;

    void add(Usage usage) {
        events++;
        succeeded += usage.success() ? 1 : 0;
        inputTokens += usage.inputTokens();
        outputTokens += usage.outputTokens();
        cachedInputTokens += usage.cachedInputTokens();
        cost = cost.add(usage.cost());
        credits = credits.add(usage.creditsUsed());
        llmCost = llmCost.add(usage.llmCost());
        if (usage.byok()) {
            byokEvents++;
            byokLlmCost = byokLlmCost.add(usage.llmCost());
            byokCredits = byokCredits.add(usage.creditsUsed());
        }
        if (usage.httpStatus() != null) {
            httpStatusesByClass[usage.httpStatus() / 100]++;
        }
        if (usage.durationMs() != null) {
            durations.add(usage.durationMs());
        }
        steps += usage.steps();
        toolCalls += usage.toolCalls();
        agentTriggers += usage.agentTriggers();
        synapses = synapses.add(usage.synapses());
        neurons = neurons.add(usage.neurons());
    }

    /**
     * Counts a unit of work.
     *
     * @param byok whether an event of this group and unit ran on the customer's own provider key
     */
    void add(UnitOfWork unit, boolean byok) {
        units.merge(unit.kind(), 1L, Long::sum);
        switch (unit.kind()) {
            case TASK -> addTask(unit, byok);
            case SNAPSHOT -> countStatus(snapshotsByStatus, unit);
            default -> {}
        }
    }

    Measures measures() {
        return new Measures(
                events,
                succeeded,
                inputTokens,
                outputTokens,
                cachedInputTokens,
                cost,
                credits,
                byokEvents,
                llmCost,
                byokLlmCost,
                byokCredits,
                new HttpStatusCounts(httpStatusesByClass[2], httpStatusesByClass[4], httpStatusesByClass[5]),
                durations.summary(),
                steps,
                toolCalls,
                agentTriggers,
                synapses,
                neurons,
                unitCounts());
    }

    private void addTask(UnitOfWork task, boolean byok) {
        byokTasks += byok ? 1 : 0;
        countStatus(tasksByStatus, task);
        if (lastTaskStartedAt == null || task.startedAt().isAfter(lastTaskStartedAt)) {
            lastTaskStartedAt = task.startedAt();
        }
    }

    private static void countStatus(Map<String, Long> counts, UnitOfWork unit) {
        if (unit.status() != null) {
            counts.merge(unit.status(), 1L, Long::sum);
        }
    }

    private UnitCounts unitCounts() {
        return new UnitCounts(
                units.getOrDefault(UnitKind.TASK, 0L),
                units.getOrDefault(UnitKind.WORK_ORDER, 0L),
                units.getOrDefault(UnitKind.SNAPSHOT, 0L),
                byokTasks,
                tasksByStatus,
                snapshotsByStatus,
                Optional.ofNullable(lastTaskStartedAt));
    }
}
