package dev.tally.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.TimeRange;
import dev.tally.model.UsageState;
import dev.tally.model.Window;
import dev.tally.query.Plan.Kind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan may rely on where events before April 2026 are gone; the first was in January. */
class PlannerRetentionTest {
    private static final Instant KEPT_SINCE = Instant.parse("2026-04-01T00:00:00Z");
    private static final TimeRange ROLLED =
            new TimeRange(Instant.parse("2026-01-15T09:30:00Z"), Instant.parse("2026-06-20T17:45:00Z"));

    @ParameterizedTest
    @CsvSource({
        // Cells answer all of it, or all that is before.
        "2026-02-01T10:15:00Z, 2026-05-01T10:00:00Z, MODEL, , CELLS",
        "2026-02-01T10:00:00Z, 2026-05-01T10:00:00Z, MODEL, EMAIL, CELLS",
        "2026-02-01T10:00:00Z, 2026-05-01T10:07:00Z, MODEL, , CELLS",
        "2025-12-01T10:07:00Z, 2026-05-01T10:00:00Z, MODEL, , CELLS",
        // Filters by a work order look at events only where all of them are kept.
        "2026-02-01T10:00:00Z, 2026-05-01T10:00:00Z, MODEL, WORK_ORDER, CELLS",
        "2026-04-01T00:00:00Z, 2026-05-01T10:00:00Z, MODEL, WORK_ORDER, INDEX",
        "2026-04-01T00:10:00Z, 2026-05-01T10:10:00Z, MODEL, WORK_ORDER, INDEX",
    })
    void whatIsKeptAnswers(Instant from, Instant to, Dimension by, Dimension filter, Kind kind) {
        assertEquals(kind, Planner.plan(query(from, to, by, filter), state()).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-01T10:07:00Z, 2026-05-01T10:00:00Z, MODEL, ",
        "2026-02-01T10:00:00Z, 2026-03-01T10:07:00Z, MODEL, ",
        "2026-02-01T10:15:00Z, 2026-05-01T10:00:00Z, MODEL, EMAIL",
        "2026-02-01T10:07:00Z, 2026-05-01T10:00:00Z, MODEL, WORK_ORDER",
        "2026-03-31T23:59:59.999999Z, 2026-05-01T10:00:00Z, MODEL, ",
    })
    void whatIsGoneIsRefused(Instant from, Instant to, Dimension by, Dimension filter) {
        UsageQuery query = query(from, to, by, filter);

        EventsGoneException gone = assertThrows(EventsGoneException.class, () -> Planner.plan(query, state()));

        assertEquals(KEPT_SINCE, gone.keptSince());
    }

    private static UsageQuery query(Instant from, Instant to, Dimension by, Dimension filter) {
        UsageQuery query = UsageQuery.of(UUID.randomUUID(), Window.of(from, to), ZoneOffset.UTC)
                .brokenDownBy(Breakdown.by(by));
        return filter == null ? query : query.where(filter, Set.of("x"));
    }

    private static UsageState state() {
        return new UsageState(
                1,
                0,
                Optional.of(ROLLED.from()),
                EnumSet.allOf(Dimension.class),
                Optional.of(ROLLED),
                Optional.of(KEPT_SINCE));
    }
}
