package dev.tally.storage;

import dev.tally.http.DateTimes;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.query.Plan.CellRange;
import dev.tally.query.Plan.CellRead;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Where in the index of the cells the answers of a query are: rows of parameters for {@link CellRows}. A filter by the first
 * dimension of a facet is one place in each bucket, so that the buckets are looked up one by one; other filters let the index
 * be read from the first bucket to the last, but only those cells whose key matches.
 */
final class CellRanges {
    /** With more of them, one row of parameters for each bucket costs more than it saves. */
    private static final int MOST_BUCKETS = 5000;

    /** With more combinations of values, those of the later dimensions are left for the reader of the cells to choose. */
    private static final int MOST_KEYS = 200;

    /** The hashes that a value of a key may have, from the first to the last. */
    private record Hashes(UUID first, UUID last) {
        static final Hashes ANY = new Hashes(KeyHash.NONE, KeyHash.GREATEST);
    }

    /** Cells of one facet and grain whose buckets start from {@code from} until before {@code to}. */
    private record Cells(int breakdown, Facet facet, Grain grain, Instant from, Instant to, List<Hashes> key) {}

    private final Map<Dimension, Set<String>> filters;
    private final List<Cells> ranges = new ArrayList<>();
    private final List<Cells> buckets = new ArrayList<>();

    CellRanges(Map<Dimension, Set<String>> filters) {
        this.filters = filters;
    }

    /** Adds what is to be read for a breakdown, which has a number. */
    void add(int breakdown, CellRead read) {
        Facet facet = read.facet();
        boolean oneByOne = !facet.dimensions().isEmpty()
                && filters.containsKey(facet.dimensions().get(0));
        for (List<Hashes> key : keys(facet)) {
            for (CellRange cells : read.ranges()) {
                Cells range = new Cells(
                        breakdown,
                        facet,
                        cells.grain(),
                        cells.range().from(),
                        cells.range().to(),
                        key);
                if (!oneByOne || !addBuckets(range)) {
                    ranges.add(range);
                }
            }
        }
    }

    /** Adds the parameters of the ranges, then those of the single buckets. */
    void addTo(Tuple parameters) {
        addTo(parameters, ranges);
        column(parameters, ranges, cells -> time(cells.to()), OffsetDateTime[]::new);
        addTo(parameters, buckets);
    }

    private boolean addBuckets(Cells range) {
        List<Cells> each = new ArrayList<>();
        Instant start = range.from();
        while (start.isBefore(range.to())) {
            if (buckets.size() + each.size() == MOST_BUCKETS) {
                return false;
            }
            Instant end = range.grain().endOf(start);
            each.add(new Cells(range.breakdown(), range.facet(), range.grain(), start, end, range.key()));
            start = end;
        }
        return buckets.addAll(each);
    }

    /** Every combination of the values that the filters allow, or fewer that allow more. */
    private List<List<Hashes>> keys(Facet facet) {
        List<List<Hashes>> keys = List.of(List.of());
        for (int i = 0; i < CellColumns.MOST_VALUES; i++) {
            List<Hashes> allowed = i < facet.dimensions().size()
                    ? allowed(facet.dimensions().get(i), MOST_KEYS / keys.size())
                    : List.of(Hashes.ANY);
            keys = keys.stream()
                    .flatMap(key -> allowed.stream().map(hashes -> with(key, hashes)))
                    .toList();
        }
        return keys;
    }

    private List<Hashes> allowed(Dimension dimension, int most) {
        return !filters.containsKey(dimension) || filters.get(dimension).size() > most
                ? List.of(Hashes.ANY)
                : filters.get(dimension).stream()
                        .sorted()
                        .map(KeyHash::of)
                        .map(hash -> new Hashes(hash, hash))
                        .toList();
    }

    private static List<Hashes> with(List<Hashes> key, Hashes next) {
        List<Hashes> longer = new ArrayList<>(key);
        longer.add(next);
        return longer;
    }

    private static void addTo(Tuple parameters, List<Cells> rows) {
        column(parameters, rows, Cells::breakdown, Integer[]::new);
        column(parameters, rows, cells -> cells.facet().id(), Short[]::new);
        column(parameters, rows, cells -> cells.grain().id(), Short[]::new);
        for (int i = 0; i < CellColumns.MOST_VALUES; i++) {
            int position = i;
            column(parameters, rows, cells -> cells.key().get(position).first(), UUID[]::new);
            column(parameters, rows, cells -> cells.key().get(position).last(), UUID[]::new);
        }
        column(parameters, rows, cells -> time(cells.from()), OffsetDateTime[]::new);
    }

    private static <T> void column(
            Tuple parameters, List<Cells> rows, Function<Cells, T> value, IntFunction<T[]> array) {
        parameters.addValue(rows.stream().map(value).toArray(array));
    }

    private static OffsetDateTime time(Instant instant) {
        return DateTimes.utc(instant);
    }
}
