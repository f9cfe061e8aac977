package dev.tally.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.GroupKey;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UsageState;
import dev.tally.model.Window;
import dev.tally.query.Plan.CellRead;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which units of work an answer looks for one by one. */
final class ReadingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** At which priority Quarkus reads durations, in a form of its own. */
    private static final int DURATIONS = 200;

    private static final QueryConfig CONFIG = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, DURATIONS, new DurationConverter())
            .withMapping(QueryConfig.class)
            .build()
            .getConfigMapping(QueryConfig.class);
    private static final UUID ACCOUNT = UUID.randomUUID();

    /** Rolled from the middle of a quarter-hour of May to the middle of one of June. */
    private static final TimeRange ROLLED = range("2026-05-04T10:07:00Z", "2026-06-20T17:52:00Z");

    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    void noneWhereNothingIsRolledAndNothingPending() {
        assertEquals(List.of(), unitsAskedFor(until(JULY), 0));
        assertEquals(List.of(), unitsAskedFor(between("2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z"), 0));
    }

    /** What is pending may belong to units that no cell counts yet, and start at any time. */
    @Test
    void allThatCellsDoNotCoverWhileEventsArePending() {
        assertEquals(
                List.of(
                        range("2026-01-01T00:00:00Z", "2026-05-01T00:00:00Z"),
                        range("2026-07-01T00:00:00Z", "2026-07-10T00:00:00Z")),
                unitsAskedFor(between("2026-01-01T00:00:00Z", "2026-07-10T00:00:00Z"), 1));
    }

    @Test
    void thoseOfTheRaggedEdges() {
        assertEquals(
                List.of(
                        range("2026-05-10T08:01:00Z", "2026-05-10T08:15:00Z"),
                        range("2026-06-01T09:00:00Z", "2026-06-01T09:00:30Z")),
                unitsAskedFor(between("2026-05-10T08:01:00Z", "2026-06-01T09:00:30Z"), 0));
    }

    /** The window ends within the last quarter-hour that something is rolled in, after the last of it. */
    @Test
    void noneAfterTheLastOfAllButThoseBeforeIt() {
        assertEquals(
                List.of(range("2026-06-20T17:45:00Z", "2026-06-20T17:50:00Z")),
                unitsAskedFor(between("2026-05-01T00:00:00Z", "2026-06-20T17:50:00Z"), 0));
        assertEquals(List.of(), unitsAskedFor(between("2026-05-01T00:00:00Z", "2026-06-20T17:53:00Z"), 0));
    }

    @Test
    void noneOfADimensionThatNothingRolledHas() {
        UsageQuery ofOneEmail = until(JULY).where(Dimension.EMAIL, Set.of("ada@example.com"));

        assertEquals(List.of(), unitsAskedFor(ofOneEmail, 0));
        assertEquals(1, unitsAskedFor(ofOneEmail, 1).size());
    }

    private static List<TimeRange> unitsAskedFor(UsageQuery query, long pendingEvents) {
        UsageState state = new UsageState(
                1,
                pendingEvents,
                Optional.of(ROLLED.from()),
                EnumSet.of(Dimension.MODEL, Dimension.PROVIDER),
                Optional.of(ROLLED));
        Recorder recorder = new Recorder();
        new RightOfWay(null, 1)
                .pass(passage -> new Reading(recorder, query, state, CONFIG, passage).report())
                .await()
                .atMost(PATIENCE);
        return recorder.units;
    }

    private static UsageQuery until(Instant end) {
        return UsageQuery.of(ACCOUNT, new Window(Optional.empty(), end), ZoneOffset.UTC)
                .showing(Detail.UNITS);
    }

    private static UsageQuery between(String from, String to) {
        return UsageQuery.of(ACCOUNT, Window.of(Instant.parse(from), Instant.parse(to)), ZoneOffset.UTC)
                .showing(Detail.UNITS);
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(Instant.parse(from), Instant.parse(to));
    }

    /** Has nothing to read, and notes when the units started that are asked for. */
    private static final class Recorder implements UsageSnapshot {
        private final List<TimeRange> units = new ArrayList<>();

        @Override
        public Multi<UnitOfWork> units(UsageQuery query, TimeRanges ranges, Supplier<Uni<Void>> between) {
            units.addAll(ranges.ranges());
            return Multi.createFrom().empty();
        }

        @Override
        public Uni<UsageState> state(UUID accountId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Multi<Cell> cells(UsageQuery query, Map<Breakdown, CellRead> reads) {
            return Multi.createFrom().empty();
        }

        @Override
        public Multi<MeteredEvent> pendingEvents(UsageQuery query) {
            return Multi.createFrom().empty();
        }

        @Override
        public Multi<MeteredEvent> rolledEvents(UsageQuery query, TimeRanges ranges, Supplier<Uni<Void>> between) {
            return Multi.createFrom().empty();
        }

        @Override
        public Multi<UnitChange> unitChanges(UsageQuery query) {
            return Multi.createFrom().empty();
        }

        @Override
        public Uni<Optional<Instant>> lastTaskStart(UsageQuery query, Breakdown breakdown, GroupKey group) {
            return Uni.createFrom().item(Optional.empty());
        }
    }
}
