package dev.tally.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Dimensions;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRanges;
import dev.tally.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageFoldTest {
    private static final Instant TIME = Instant.parse("2026-05-01T12:00:00Z");
    private static final Breakdown BY_PROJECT = Breakdown.by(Dimension.PROJECT);

    @Test
    void groupsBeyondTheLimitAreRefused() {
        UsageFold fold = new UsageFold(Map.of(BY_PROJECT, TimeRanges.NONE), ZoneOffset.UTC, Set.of(), 2);
        fold.add(event("p1", "One", TIME));
        fold.add(event("p2", "Two", TIME));
        fold.add(event("p1", "One", TIME));

        assertThrows(TooManyGroupsException.class, () -> fold.add(event("p3", "Three", TIME)));
    }

    @Test
    void aProjectIsCalledWhatItsLatestEventCalledItWhateverCameFirst() {
        UsageFold fold = new UsageFold(Map.of(BY_PROJECT, TimeRanges.NONE), ZoneOffset.UTC, Set.of(), 10);
        fold.add(event("p1", "New name", TIME.plusSeconds(60)));
        fold.add(event("p1", "Old name", TIME));
        fold.add(event("p1", null, TIME.plusSeconds(120)));

        assertEquals(Map.of("p1", "New name"), fold.projectNames());
    }

    private static MeteredEvent event(String project, String projectName, Instant time) {
        Dimensions dimensions = new Dimensions(null, null, null, project, null, null, null, null);
        BigDecimal none = BigDecimal.ZERO;
        Usage usage = new Usage(true, null, null, 0, 0, 0, none, none, false, none, none, none, none, 0, 0, 0);
        return new MeteredEvent(time, dimensions, projectName, usage);
    }
}
