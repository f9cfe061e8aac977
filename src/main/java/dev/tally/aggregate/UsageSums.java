package dev.tally.aggregate;

import dev.tally.model.DurationSummary;
import dev.tally.model.Measures;
import dev.tally.model.Measures.HttpStatusCounts;
import dev.tally.model.UnitCounts;
import dev.tally.model.Usage;
import java.math.BigDecimal;

/** Adds up the numbers of events. Not thread-safe. */
final class UsageSums {
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

    /** How many bits say which of the numbers are there. */
    static final int BITS = FIRST_AMOUNT_BIT + Amount.SIZE;

    private final long[] counts = new long[Count.SIZE];

    /** Null where nothing but zero was added. */
    private final DecimalSum[] amounts = new DecimalSum[Amount.SIZE];

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
            count(Count.DURATIONS, 1);
            count(Count.DURATION_TOTAL_MS, usage.durationMs());
        }
        count(Count.STEPS, usage.steps());
        count(Count.TOOL_CALLS, usage.toolCalls());
        count(Count.AGENT_TRIGGERS, usage.agentTriggers());
        add(Amount.SYNAPSES, usage.synapses());
        add(Amount.NEURONS, usage.neurons());
    }

    void merge(UsageSums other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        for (int i = 0; i < amounts.length; i++) {
            if (other.amounts[i] != null) {
                amountAt(i).add(other.amounts[i]);
            }
        }
    }

    /** Adds what {@link #write} wrote; its bits were {@code present}. */
    void merge(long present, CellInput input) {
        for (int i = 0; i < counts.length; i++) {
            if (CellBits.has(present, i)) {
                counts[i] += input.readCount();
            }
        }
        for (int i = 0; i < amounts.length; i++) {
            if (CellBits.has(present, FIRST_AMOUNT_BIT + i)) {
                input.readDecimalInto(amountAt(i));
            }
        }
    }

    /** A bit for each number that is not zero. */
    long present() {
        long present = 0;
        for (int i = 0; i < counts.length; i++) {
            present |= CellBits.bit(counts[i] != 0, i);
        }
        for (int i = 0; i < amounts.length; i++) {
            present |= CellBits.bit(isPresent(amounts[i]), FIRST_AMOUNT_BIT + i);
        }
        return present;
    }

    /** Those that are {@link #present}. */
    void write(CellOutput output) {
        for (long count : counts) {
            if (count != 0) {
                output.writeCount(count);
            }
        }
        for (DecimalSum amount : amounts) {
            if (isPresent(amount)) {
                amount.write(output);
            }
        }
    }

    long events() {
        return counts[Count.EVENTS];
    }

    /** How many events have a duration. */
    long durations() {
        return counts[Count.DURATIONS];
    }

    long durationTotalMs() {
        return counts[Count.DURATION_TOTAL_MS];
    }

    /** Together with what is not a sum. */
    Measures measures(DurationSummary durations, UnitCounts units) {
        return new Measures(
                counts[Count.EVENTS],
                counts[Count.SUCCEEDED],
                counts[Count.INPUT_TOKENS],
                counts[Count.OUTPUT_TOKENS],
                counts[Count.CACHED_INPUT_TOKENS],
                amount(Amount.COST),
                amount(Amount.CREDITS),
                counts[Count.BYOK_EVENTS],
                amount(Amount.LLM_COST),
                amount(Amount.BYOK_LLM_COST),
                amount(Amount.BYOK_CREDITS),
                new HttpStatusCounts(
                        counts[Count.HTTP_SUCCESS], counts[Count.HTTP_CLIENT_ERROR], counts[Count.HTTP_SERVER_ERROR]),
                durations,
                counts[Count.STEPS],
                counts[Count.TOOL_CALLS],
                counts[Count.AGENT_TRIGGERS],
                amount(Amount.SYNAPSES),
                amount(Amount.NEURONS),
                units);
    }

    private void addHttpStatus(int status) {
        switch (status / 100) {
            case 2 -> count(Count.HTTP_SUCCESS, 1);
            case 4 -> count(Count.HTTP_CLIENT_ERROR, 1);
            case 5 -> count(Count.HTTP_SERVER_ERROR, 1);
            default -> {}
        }
    }

    private void count(int count, long number) {
        counts[count] += number;
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
}
