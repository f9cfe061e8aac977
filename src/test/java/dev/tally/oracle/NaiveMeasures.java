package dev.tally.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What a list of events adds up to, each measure computed on its own.
 *
 * @param started the units of work that count
 */
record NaiveMeasures(List<SampleEvent> events, List<Unit> started) {
    /** So many durations have exact percentiles. */
    private static final int EXACT = 1000;

    /** The greatest relative error of other percentiles. */
    static final BigDecimal ACCURACY = new BigDecimal("0.005");

    boolean isEmpty() {
        return events.isEmpty() && started.isEmpty();
    }

    List<Unit> units(Unit.Kind kind) {
        return started.stream().filter(unit -> unit.kind() == kind).toList();
    }

    BigDecimal tasks() {
        return decimal(units(Unit.Kind.TASK).size());
    }

    /** How many units of a kind have each status, by status. */
    Map<String, BigDecimal> statuses(Unit.Kind kind) {
        Map<String, BigDecimal> statuses = new TreeMap<>();
        units(kind).stream()
                .filter(unit -> unit.status() != null)
                .forEach(unit -> statuses.merge(unit.status(), BigDecimal.ONE, BigDecimal::add));
        return statuses;
    }

    /** The same measures of some of the events. */
    NaiveMeasures where(Predicate<SampleEvent> condition) {
        return new NaiveMeasures(events.stream().filter(condition).toList(), started);
    }

    /** The nearest rank; null where no duration is known. */
    BigDecimal percentile(int percent) {
        List<Long> sorted = durations();
        return sorted.isEmpty() ? null : decimal(sorted.get((int) Math.ceil(percent * sorted.size() / 100.0) - 1));
    }

    /** What is said of percentiles: 0 where they are exact. */
    BigDecimal accuracy() {
        return durations().size() > EXACT ? ACCURACY : BigDecimal.ZERO;
    }

    BigDecimal averageMs() {
        return durations().isEmpty() ? null : quotient(totalMs(), durations().size());
    }

    long totalMs() {
        return durations().stream().mapToLong(Long::longValue).sum();
    }

    /** Under their names in the native answer: numbers as decimals, null where there is nothing to compute from; JSON pointers as keys. */
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
        all.put("/credits", sum(SampleEvent::creditsUsed));
        all.put("/byok_events", total(event -> event.byok() ? 1 : 0));
        all.put("/llm_cost", sum(SampleEvent::llmCost));
        all.put("/tasks", tasks());
        all.put("/work_orders", decimal(units(Unit.Kind.WORK_ORDER).size()));
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
        all.put("/duration_ms/count", decimal(durations().size()));
        all.put("/duration_ms/avg", averageMs());
        all.put("/duration_ms/p50", percentile(50));
        all.put("/duration_ms/p90", percentile(90));
        all.put("/duration_ms/p95", percentile(95));
        all.put("/duration_ms/p99", percentile(99));
        all.put("/duration_ms/max", percentile(100));
        all.put("/duration_ms/accuracy", accuracy());
    }

    private List<Long> durations() {
        return events.stream()
                .map(SampleEvent::durationMs)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    BigDecimal statuses(int hundreds) {
        return total(event -> event.httpStatus() != null && event.httpStatus() / 100 == hundreds ? 1 : 0);
    }

    BigDecimal total(ToLongFunction<SampleEvent> measure) {
        return decimal(events.stream().mapToLong(measure).sum());
    }

    BigDecimal sum(Function<SampleEvent, BigDecimal> measure) {
        return events.stream().map(measure).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal quotient(long dividend, long divisor) {
        return decimal(dividend).divide(decimal(divisor), 6, RoundingMode.HALF_EVEN);
    }

    static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value);
    }
}
