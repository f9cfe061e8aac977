package dev.tally.bench;

import dev.tally.aggregate.CellFold;
import dev.tally.aggregate.RollFold;
import dev.tally.aggregate.UsageFold;
import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Granularity;
import dev.tally.model.GroupKey;
import dev.tally.model.Measures;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRanges;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How many events one core folds in a second, and with the profiler {@code gc} how many bytes it allocates for each: into
 * an answer, as for events that are not rolled yet, and into cells.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FoldBenchmark {
    private static final int EVENTS = 20_000;
    private static final long EVENTS_PER_MONTH = 10_000_000;
    private static final int MAX_GROUPS = 50_000;

    /** What an answer is broken down by. */
    public enum Answer {
        TOTALS,
        NEO,
        MODEL_PER_DAY;

        List<Breakdown> breakdowns() {
            return switch (this) {
                case TOTALS -> List.of(Breakdown.TOTAL);
                case NEO ->
                    List.of(
                            Breakdown.TOTAL,
                            Breakdown.by(Dimension.MODEL),
                            Breakdown.by(Dimension.PROJECT),
                            Breakdown.by(Dimension.EMAIL));
                case MODEL_PER_DAY ->
                    List.of(
                            Breakdown.TOTAL,
                            Breakdown.by(Dimension.MODEL),
                            Breakdown.TOTAL.per(Granularity.DAY),
                            Breakdown.by(Dimension.MODEL).per(Granularity.DAY));
            };
        }
    }

    private List<MeteredEvent> events;

    /** What a busy account does in an hour or two, as a roll finds it. */
    @Setup
    public void generate() {
        events = MeteredTraffic.of(new Traffic(EVENTS_PER_MONTH, 1, 0), EVENTS);
    }

    /** For {@link #intoAnswer}. */
    @State(Scope.Benchmark)
    public static class Asked {
        @Param
        public Answer answer;
    }

    /** Events that no cell has, into an answer. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Map<Breakdown, Map<GroupKey, Measures>> intoAnswer(Asked asked) {
        Map<Breakdown, TimeRanges> nothingCovered = asked.answer.breakdowns().stream()
                .collect(Collectors.toMap(Function.identity(), breakdown -> TimeRanges.NONE));
        UsageFold fold = new UsageFold(nothingCovered, ZoneOffset.UTC, EnumSet.allOf(Detail.class), MAX_GROUPS);
        events.forEach(fold::add);
        return fold.groups();
    }

    /** Events into the encoded cells of every facet and grain, none of which is there yet. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void intoCells(Blackhole sink) {
        RollFold fold = new RollFold();
        events.forEach(fold::add);
        for (Facet facet : Facet.ALL) {
            CellFold cells = fold.cells(facet);
            cells.keys().forEach(key -> sink.consume(cells.merged(key, Optional.empty())));
        }
    }
}
