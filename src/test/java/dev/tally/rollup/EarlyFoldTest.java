package dev.tally.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ingest.PricedEvent;
import dev.tally.model.Dimensions;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitMention;
import dev.tally.model.UnitName;
import dev.tally.model.Usage;
import dev.tally.model.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a roll may take what was folded early instead of what is stored, and when it must not. */
final class EarlyFoldTest {
    private static final Instant STORED = Instant.parse("2026-05-20T12:00:00.123456Z");
    private static final PendingBatch SEVEN = new PendingBatch(7, 2, STORED);
    private static final PendingBatch EIGHT = new PendingBatch(8, 1, STORED.plusMillis(1));
    private static final PendingBatch OTHER = new PendingBatch(9, 5, STORED);

    private final EarlyFold fold = new EarlyFold(STORED, 6);

    @Test
    void itStandsForItsBatchesWhereAllArePendingAsTheyWere() {
        addBoth();

        assertTrue(fold.isOf(List.of(EIGHT, OTHER, SEVEN)));

        assertTrue(fold.has(SEVEN) && fold.has(EIGHT));
        assertFalse(fold.has(OTHER));
        assertEquals(3, fold.fold().events());
        assertEquals(Set.of(new UnitName(UnitKind.TASK, "t")), Set.copyOf(fold.units()));
    }

    @Test
    void itDoesNotWhereOneIsNotPendingAnyMore() {
        addBoth();

        assertFalse(fold.isOf(List.of(SEVEN, OTHER)));
        assertTrue(fold.isBeyond(List.of(SEVEN, OTHER)));
    }

    @Test
    void itDoesNotWhereOneHasFewerEventsNow() {
        addBoth();

        assertFalse(fold.isOf(List.of(new PendingBatch(7, 1, STORED), EIGHT)));
        assertFalse(fold.isBeyond(List.of(new PendingBatch(7, 1, STORED), EIGHT)));
    }

    /** A standby that takes over without the last transactions numbers its batches from where it stands. */
    @Test
    void itDoesNotWhereAnotherBatchHasTheNumberOfOneThatWasLost() {
        addBoth();

        assertFalse(fold.isOf(List.of(new PendingBatch(7, 2, STORED.plusSeconds(1)), EIGHT)));
    }

    @Test
    void itDoesNotWhereTwoBatchesHadTheSameNumber() {
        addBoth();
        fold.add(new PendingBatch(8, 1, STORED.plusSeconds(1)), List.of(event("d")), EarlyFoldTest::noneIsRolled);

        assertFalse(fold.isOf(List.of(SEVEN, EIGHT)));
        assertFalse(fold.isOf(List.of(SEVEN, new PendingBatch(8, 1, STORED.plusSeconds(1)))));
    }

    @Test
    void itDoesNotOnceABatchCouldNotBeFolded() {
        addBoth();
        List<PendingEvent> broken = List.of(event("d"), new PendingEvent(null, List.of()));
        assertThrows(
                NullPointerException.class,
                () -> fold.add(new PendingBatch(9, 2, STORED), broken, EarlyFoldTest::noneIsRolled));

        assertEquals(0, fold.add(new PendingBatch(10, 1, STORED), List.of(event("e")), EarlyFoldTest::noneIsRolled));
        assertFalse(fold.isOf(List.of(SEVEN, EIGHT)));
        assertFalse(fold.isOf(List.of(SEVEN, EIGHT, new PendingBatch(9, 2, STORED), new PendingBatch(10, 1, STORED))));
    }

    @Test
    void itTakesNoMoreThanOneRollDoes() {
        addBoth();

        assertEquals(0, fold.add(OTHER, Collections.nCopies(5, event("d")), EarlyFoldTest::noneIsRolled));
        assertTrue(fold.add(
                        new PendingBatch(10, 3, STORED),
                        Collections.nCopies(3, event("d")),
                        EarlyFoldTest::noneIsRolled)
                > 0);

        assertEquals(6, fold.events());
    }

    @Test
    void whatIsBeingRolledIsNotFolded() {
        assertEquals(0, fold.add(new PendingBatch(7, 1, STORED), List.of(event("a")), batch -> batch == 7));

        assertFalse(fold.hasOneOf(Set.of(7L)));
        assertEquals(0, fold.fold().events());
    }

    @Test
    void itTakesNothingAfterItsEndAndGivesBackWhatItTook() {
        int grown = fold.add(new PendingBatch(7, 1, STORED), List.of(event("a")), EarlyFoldTest::noneIsRolled)
                + fold.add(new PendingBatch(8, 1, STORED), List.of(event("b")), EarlyFoldTest::noneIsRolled);
        assertTrue(grown > 0);

        assertEquals(grown, fold.end());

        assertEquals(0, fold.add(new PendingBatch(9, 1, STORED), List.of(event("c")), EarlyFoldTest::noneIsRolled));
        assertFalse(fold.hasOneOf(Set.of(9L)));
    }

    private static boolean noneIsRolled(long batch) {
        return false;
    }

    private void addBoth() {
        fold.add(new PendingBatch(7, 2, STORED), List.of(event("a"), event("b")), EarlyFoldTest::noneIsRolled);
        fold.add(new PendingBatch(8, 1, STORED.plusMillis(1)), List.of(event("c")), EarlyFoldTest::noneIsRolled);
    }

    private static PendingEvent event(String id) {
        Dimensions dimensions = new Dimensions("m", null, null, null, null, null, "r", null);
        List<UnitMention> units = List.of(
                new UnitMention(UnitKind.TASK, "t", null, null), new UnitMention(UnitKind.RUN, "r", null, null));
        BigDecimal nothing = BigDecimal.ZERO;
        Usage usage = new Usage(
                true, null, null, 1, 0, 0, nothing, nothing, false, nothing, nothing, nothing, nothing, 0, 0, 0);
        return PendingEvent.of(new PricedEvent(
                new UsageEvent(id, STORED, false, dimensions, null, units, usage, null, Map.of()), nothing, nothing));
    }
}
