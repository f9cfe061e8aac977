package dev.tally.aggregate;

import dev.tally.model.Detail;
import dev.tally.model.DurationSummary;
import dev.tally.model.Measures;
import dev.tally.model.UnitCounts;
import dev.tally.model.UnitOfWork;
import dev.tally.model.Usage;
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

    private static final int MAX_DURATION_BIT = UsageSums.BITS;
    private static final int PROJECT_NAME_BIT = MAX_DURATION_BIT + 1;
    private static final int UNITS_BIT = PROJECT_NAME_BIT + 1;

    private final Set<Detail> details;
    private final UsageSums sums = new UsageSums();
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
        sums.add(usage);
        if (usage.durationMs() != null) {
            addDuration(usage.durationMs());
        }
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
        sums.merge(other.sums);
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
        sums.merge(present, input);
        if (CellBits.has(present, MAX_DURATION_BIT)) {
            maxDurationMs = Math.max(maxDurationMs, input.readCount());
        }
        if (CellBits.has(present, PROJECT_NAME_BIT)) {
            add(new Naming(LastTask.instant(input.readSigned()), input.readText()));
        }
        if (CellBits.has(present, UNITS_BIT) && details.contains(Detail.UNITS)) {
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
        sums.write(output);
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
        return sums.events() == 0 && !hasUnits();
    }

    Optional<Naming> projectName() {
        return Optional.ofNullable(projectName);
    }

    /** Whether {@link UnitCounts#lastTaskStartedAt} is certain, or just a bound. */
    boolean isLastTaskSure() {
        return units == null || units.isLastTaskSure();
    }

    Measures measures() {
        return sums.measures(durationSummary(), units == null ? NO_UNITS : units.counts());
    }

    private DurationSummary durationSummary() {
        long size = sums.durations();
        long totalMs = sums.durationTotalMs();
        return durations == null
                ? new DurationSummary(size, totalMs, Optional.empty(), 0)
                : new DurationSummary(
                        size, totalMs, Optional.of(durations.percentiles(maxDurationMs)), durations.accuracy());
    }

    private void addDuration(long durationMs) {
        maxDurationMs = Math.max(maxDurationMs, durationMs);
        if (details.contains(Detail.PERCENTILES)) {
            durations().add(durationMs);
        }
    }

    private long present() {
        long present = sums.present();
        present |= CellBits.bit(maxDurationMs != 0, MAX_DURATION_BIT);
        present |= CellBits.bit(projectName != null, PROJECT_NAME_BIT);
        return present | CellBits.bit(hasUnits(), UNITS_BIT);
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

    private static void requireKnown(byte format) {
        if (format != FORMAT) {
            throw new IllegalStateException("a cell has format " + format + ", which this version does not know");
        }
    }
}
