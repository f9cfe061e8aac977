package dev.tally.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What a list of events adds up to, each measure computed on its own, under its name in the native answer. */
record NaiveMeasures(List<SampleEvent> events, long tasks, long workOrders) {
    boolean isEmpty() {
        return events.isEmpty() && tasks == 0 && workOrders == 0;
    }

    /** Numbers as decimals, null where there is nothing to compute from; JSON pointers as keys. */
    Map<String, BigDecimal> byPointer() {
        Map<String, BigDecimal> all = new LinkedHashMap<>();
        long succeeded = events.stream().filter(SampleEvent::succeeded).count();
        all.put("/events", decimal(events.size()));
        all.put("/succeeded", decimal(succeeded));
        all.put("/failed", decimal(events.size() - succeeded));
        all.put("/success_rate", events.isEmpty() ? null : quotient(succeeded, events.size()));
        all.put("/input_tokens", total(SampleEvent::inputTokens));
        all.put("/output_tokens", total(SampleEvent::outputTokens));
        all.put("/cached_input_tokens", total(SampleEvent::cachedInputTokens));
        all.put("/total_tokens", total(event -> event.inputTokens() + event.outputTokens()));
        all.put("/cost/amount", sum(SampleEvent::cost));
        all.put("/credits", sum(event -> event.byok() ? event.neoCost() : event.credits()));
        all.put("/byok_events", total(event -> event.byok() ? 1 : 0));
        all.put("/llm_cost", sum(SampleEvent::llmCost));
        all.put("/tasks", decimal(tasks));
        all.put("/work_orders", decimal(workOrders));
        all.put("/http_status/2xx", statuses(2));
        all.put("/http_status/4xx", statuses(4));
        all.put("/http_status/5xx", statuses(5));
        all.put("/steps", total(SampleEvent::steps));
        all.put("/tool_calls", total(SampleEvent::toolCalls));
        all.put("/agent_triggers", total(SampleEvent::agentTriggers));
        all.put("/synapses", sum(SampleEvent::synapses));
        all.put("/neurons", sum(SampleEvent::neurons));
        putDurations(all);
        return all;
    }

    private void putDurations(Map<String, BigDecimal> all) {
        List<Long> sorted = events.stream()
                .map(SampleEvent::durationMs)
                .filter(duration -> duration != null)
                .sorted()
                .toList();
        long totalMs = sorted.stream().mapToLong(Long::longValue).sum();
        all.put("/duration_ms/count", decimal(sorted.size()));
        all.put("/duration_ms/avg", sorted.isEmpty() ? null : quotient(totalMs, sorted.size()));
        all.put("/duration_ms/p50", nearestRank(sorted, 50));
        all.put("/duration_ms/p90", nearestRank(sorted, 90));
        all.put("/duration_ms/p95", nearestRank(sorted, 95));
        all.put("/duration_ms/p99", nearestRank(sorted, 99));
        all.put("/duration_ms/max", nearestRank(sorted, 100));
    }

    private static BigDecimal nearestRank(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? null : decimal(sorted.get((int) Math.ceil(percent * sorted.size() / 100.0) - 1));
    }

    private BigDecimal statuses(int hundreds) {
        return total(event -> event.httpStatus() != null && event.httpStatus() / 100 == hundreds ? 1 : 0);
    }

    private BigDecimal total(ToLongFunction<SampleEvent> measure) {
        return decimal(events.stream().mapToLong(measure).sum());
    }

    private BigDecimal sum(Function<SampleEvent, BigDecimal> measure) {
        return events.stream().map(measure).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quotient(long dividend, long divisor) {
        return decimal(dividend).divide(decimal(divisor), 6, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value);
    }
}
