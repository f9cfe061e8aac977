package dev.tally.aggregate;

import dev.tally.model.Detail;
import dev.tally.model.DurationSummary;
import dev.tally.model.Measures;
import dev.tally.model.Measures.HttpStatusCounts;
import dev.tally.model.UnitCounts;
import dev.tally.model.UnitOfWork;
import dev.tally.model.Usage;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up the events and units of work of one group or cell. Merging is commutative and associative. Not thread-safe.
 */
final class Accumulator {
    /** Everything that can be known: what cells keep. */
    static final Set<Detail> EVERYTHING = Set.copyOf(EnumSet.allOf(Detail.class));

    private static final byte FORMAT = 1;
    private static final UnitCounts NO_UNITS = new UnitCounts(0, 0, 0, 0, Map.of(), Map.of(), Optional.empty());

    /** The whole numbers, in the order of their bits in {@link CellBytes}. */
    private static final class Count {
        static final int EVENTS = 0;
        static final int SUCCEEDED = 1;
        static final int INPUT_TOKENS = 2;
        static final int OUTPUT_TOKENS = 3;
        static final int CACHED_INPUT_TOKENS = 4;
        static final int BYOK_EVENTS = 5;
        static final int HTTP_SUCCESS = 6;
        static final int HTTP_CLIENT_ERROR = 7;
        static final int HTTP_SERVER_ERROR = 8;
        static final int DURATIONS = 9;
        static final int DURATION_TOTAL_MS = 10;
        static final int STEPS = 11;
        static final int TOOL_CALLS = 12;
        static final int AGENT_TRIGGERS = 13;
        static final int SIZE = 14;

        private Count() {}
    }

    /** The decimals, whose bits come after those. */
    private static final class Amount {
        static final int COST = 0;
        static final int CREDITS = 1;
        static final int LLM_COST = 2;
        static final int BYOK_LLM_COST = 3;
        static final int BYOK_CREDITS = 4;
        static final int SYNAPSES = 5;
        static final int NEURONS = 6;
        static final int SIZE = 7;

        private Amount() {}
    }

    private static final int FIRST_AMOUNT_BIT = Count.SIZE;
    private static final int MAX_DURATION_BIT = FIRST_AMOUNT_BIT + Amount.SIZE;
    private static final int PROJECT_NAME_BIT = MAX_DURATION_BIT + 1;
    private static final int UNITS_BIT = PROJECT_NAME_BIT + 1;

    private final Set<Detail> details;
    private final long[] counts = new long[Count.SIZE];

    /** Null where nothing but zero was added. */
    private final DecimalSum[] amounts = new DecimalSum[Amount.SIZE];

    private long maxDurationMs;

    /** Null where no duration is known or percentiles are not asked for. */
    private LatencyDistribution durations;

    /** Null where there are none. */
    private UnitAccumulator units;

    /** Null where none is known. */
    private Naming projectName;

    /** @param details what will be asked for; the rest is skipped where cells are merged */
    Accumulator(Set<Detail> details) {
        this.details = details;
    }

    void add(Usage usage) {
        count(Count.EVENTS, 1);
        count(Count.SUCCEEDED, usage.success() ? 1 : 0);
        count(Count.INPUT_TOKENS, usage.inputTokens());
        count(Count.OUTPUT_TOKENS, usage.outputTokens());
        count(Count.CACHED_INPUT_TOKENS, usage.cachedInputTokens());
        add(Amount.COST, usage.cost());
        add(Amount.CREDITS, usage.creditsUsed());
        add(Amount.LLM_COST, usage.llmCost());
        if (usage.byok()) {
            count(Count.BYOK_EVENTS, 1);
            add(Amount.BYOK_LLM_COST, usage.llmCost());
            add(Amount.BYOK_CREDITS, usage.creditsUsed());
        }
        if (usage.httpStatus() != null) {
            addHttpStatus(usage.httpStatus());
        }
        if (usage.durationMs() != null) {
            addDuration(usage.durationMs());
        }
        count(Count.STEPS, usage.steps());
        count(Count.TOOL_CALLS, usage.toolCalls());
        count(Count.AGENT_TRIGGERS, usage.agentTriggers());
        add(Amount.SYNAPSES, usage.synapses());
        add(Amount.NEURONS, usage.neurons());
    }

    /** Keeps the name if it is later than the one known. */
    void add(Naming name) {
        projectName = projectName == null ? name : projectName.later(name);
    }

    /**
     * Counts a unit of work.
     *
     * @param byok whether an event of this group and unit ran on the customer's own provider key
     */
    void add(UnitOfWork unit, boolean byok) {
        units().add(unit, byok);
    }

    /** Takes back what {@link #add(UnitOfWork, boolean)} did. */
    void remove(UnitOfWork unit, boolean byok) {
        units().remove(unit, byok);
    }

    void merge(Accumulator other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        for (int i = 0; i < amounts.length; i++) {
            if (other.amounts[i] != null) {
                amountAt(i).add(other.amounts[i]);
            }
        }
        maxDurationMs = Math.max(maxDurationMs, other.maxDurationMs);
        if (other.durations != null) {
            durations().merge(other.durations);
        }
        if (other.units != null) {
            units().merge(other.units);
        }
        if (other.projectName != null) {
            add(other.projectName);
        }
    }

    /** Merges a stored cell. */
    void merge(CellBytes cell) {
        CellInput input = new CellInput(cell.measures());
        requireKnown(input.readByte());
        long present = input.readCount();
        for (int i = 0; i < counts.length; i++) {
            if (has(present, i)) {
                counts[i] += input.readCount();
            }
        }
        for (int i = 0; i < amounts.length; i++) {
            if (has(present, FIRST_AMOUNT_BIT + i)) {
                input.readDecimalInto(amountAt(i));
            }
        }
        if (has(present, MAX_DURATION_BIT)) {
            maxDurationMs = Math.max(maxDurationMs, input.readCount());
        }
        if (has(present, PROJECT_NAME_BIT)) {
            add(new Naming(LastTask.instant(input.readSigned()), input.readText()));
        }
        if (has(present, UNITS_BIT) && details.contains(Detail.UNITS)) {
            units().merge(input);
        }
        if (cell.durations() != null && details.contains(Detail.PERCENTILES)) {
            durations().merge(new CellInput(cell.durations()));
        }
    }

    /** Merges what a stored cell counts of units of work, and nothing of its events. */
    void mergeUnits(CellBytes cell) {
        Accumulator other = new Accumulator(Set.of(Detail.UNITS));
        other.merge(cell);
        if (other.units != null) {
            units().merge(other.units);
        }
    }

    /** What {@link #merge(CellBytes)} reads. */
    CellBytes encode() {
        CellOutput output = new CellOutput();
        output.writeByte(FORMAT);
        output.writeCount(present());
        for (long count : counts) {
            if (count != 0) {
                output.writeCount(count);
            }
        }
        for (DecimalSum amount : amounts) {
            if (isPresent(amount)) {
                output.writeDecimal(amount.value());
            }
        }
        if (maxDurationMs != 0) {
            output.writeCount(maxDurationMs);
        }
        if (projectName != null) {
            output.writeSigned(LastTask.micros(projectName.time()));
            output.writeText(projectName.name());
        }
        if (hasUnits()) {
            units.encode(output);
        }
        return new CellBytes(output.bytes(), encodedDurations());
    }

    /** Whether nothing is in it, or everything was taken back. */
    boolean isEmpty() {
        return count(Count.EVENTS) == 0 && !hasUnits();
    }

    Optional<Naming> projectName() {
        return Optional.ofNullable(projectName);
    }

    /** Whether {@link UnitCounts#lastTaskStartedAt} is certain, or just a bound. */
    boolean isLastTaskSure() {
        return units == null || units.isLastTaskSure();
    }

    Measures measures() {
        return new Measures(
                count(Count.EVENTS),
                count(Count.SUCCEEDED),
                count(Count.INPUT_TOKENS),
                count(Count.OUTPUT_TOKENS),
                count(Count.CACHED_INPUT_TOKENS),
                amount(Amount.COST),
                amount(Amount.CREDITS),
                count(Count.BYOK_EVENTS),
                amount(Amount.LLM_COST),
                amount(Amount.BYOK_LLM_COST),
                amount(Amount.BYOK_CREDITS),
                new HttpStatusCounts(
                        count(Count.HTTP_SUCCESS), count(Count.HTTP_CLIENT_ERROR), count(Count.HTTP_SERVER_ERROR)),
                durationSummary(),
                count(Count.STEPS),
                count(Count.TOOL_CALLS),
                count(Count.AGENT_TRIGGERS),
                amount(Amount.SYNAPSES),
                amount(Amount.NEURONS),
                units == null ? NO_UNITS : units.counts());
    }

    private DurationSummary durationSummary() {
        long size = count(Count.DURATIONS);
        long totalMs = count(Count.DURATION_TOTAL_MS);
        return durations == null
                ? new DurationSummary(size, totalMs, Optional.empty(), 0)
                : new DurationSummary(
                        size, totalMs, Optional.of(durations.percentiles(maxDurationMs)), durations.accuracy());
    }

    private void addHttpStatus(int status) {
        switch (status / 100) {
            case 2 -> count(Count.HTTP_SUCCESS, 1);
            case 4 -> count(Count.HTTP_CLIENT_ERROR, 1);
            case 5 -> count(Count.HTTP_SERVER_ERROR, 1);
            default -> {}
        }
    }

    private void addDuration(long durationMs) {
        count(Count.DURATIONS, 1);
        count(Count.DURATION_TOTAL_MS, durationMs);
        maxDurationMs = Math.max(maxDurationMs, durationMs);
        if (details.contains(Detail.PERCENTILES)) {
            durations().add(durationMs);
        }
    }

    private long present() {
        long present = 0;
        for (int i = 0; i < counts.length; i++) {
            present |= bit(counts[i] != 0, i);
        }
        for (int i = 0; i < amounts.length; i++) {
            present |= bit(isPresent(amounts[i]), FIRST_AMOUNT_BIT + i);
        }
        present |= bit(maxDurationMs != 0, MAX_DURATION_BIT);
        present |= bit(projectName != null, PROJECT_NAME_BIT);
        return present | bit(hasUnits(), UNITS_BIT);
    }

    private byte[] encodedDurations() {
        if (durations == null) {
            return null;
        }
        CellOutput output = new CellOutput();
        durations.encode(output);
        return output.bytes();
    }

    private boolean hasUnits() {
        return units != null && !units.isEmpty();
    }

    private UnitAccumulator units() {
        if (units == null) {
            units = new UnitAccumulator();
        }
        return units;
    }

    private LatencyDistribution durations() {
        if (durations == null) {
            durations = new LatencyDistribution();
        }
        return durations;
    }

    private void count(int count, long number) {
        counts[count] += number;
    }

    private long count(int count) {
        return counts[count];
    }

    private void add(int amount, BigDecimal number) {
        if (number.signum() != 0) {
            amountAt(amount).add(number);
        }
    }

    private BigDecimal amount(int amount) {
        DecimalSum sum = amounts[amount];
        return sum == null ? BigDecimal.ZERO : sum.value();
    }

    private DecimalSum amountAt(int index) {
        if (amounts[index] == null) {
            amounts[index] = new DecimalSum();
        }
        return amounts[index];
    }

    private static boolean isPresent(DecimalSum amount) {
        return amount != null && !amount.isZero();
    }

    private static boolean has(long bits, int bit) {
        return (bits >>> bit & 1) == 1;
    }

    private static long bit(boolean set, int bit) {
        return set ? 1L << bit : 0;
    }

    private static void requireKnown(byte format) {
        if (format != FORMAT) {
            throw new IllegalStateException("a cell has format " + format + ", which this version does not know");
        }
    }
}
