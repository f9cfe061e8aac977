package dev.tally.storage;

import dev.tally.http.DateTimes;
import dev.tally.model.Dimension;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.Window;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/** A SELECT over one account's rows whose conditions are added one by one. Values are always parameters, never text. */
final class SelectStatement {
    private final StringBuilder sql;
    private final Tuple parameters;

    /** @param select up to and including {@code WHERE account_id = $1} */
    SelectStatement(String select, UUID accountId) {
        this(select, Tuple.of(accountId));
    }

    /** A statement with the parameters that it has so far. */
    SelectStatement(String select, Tuple parameters) {
        this.sql = new StringBuilder(select.strip());
        this.parameters = parameters;
    }

    /**
     * A statement over several ranges of time.
     *
     * @param select joins the rows to {@code range (range_start, range_end)}, which {@code unnest($2::timestamptz[],
     *     $3::timestamptz[])} gives
     */
    static SelectStatement within(String select, UUID accountId, TimeRanges ranges) {
        return new SelectStatement(
                select, Tuple.of(accountId, ends(ranges, TimeRange::from), ends(ranges, TimeRange::to)));
    }

    SelectStatement within(String column, Window window) {
        window.from().ifPresent(from -> compare(column, ">=", from));
        return compare(column, "<", window.to());
    }

    /** @param table the alias of the table that has the columns of the dimensions */
    SelectStatement matching(String table, Map<Dimension, Set<String>> filters) {
        new TreeMap<>(filters).forEach((dimension, values) -> {
            parameters.addArrayOfString(values.stream().sorted().toArray(String[]::new));
            sql.append("\nAND ").append(table).append('.').append(dimension.field());
            sql.append(" = ANY ($").append(parameters.size()).append(')');
        });
        return this;
    }

    /** Only rows with this value, or without any where it is null. */
    SelectStatement having(String table, Dimension dimension, String value) {
        parameters.addString(value);
        sql.append("\nAND ").append(table).append('.').append(dimension.field());
        sql.append(" IS NOT DISTINCT FROM $").append(parameters.size());
        return this;
    }

    SelectStatement groupedBy(String columns) {
        sql.append("\nGROUP BY ").append(columns);
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Tuple parameters() {
        return parameters;
    }

    private SelectStatement compare(String column, String operator, Instant instant) {
        parameters.addOffsetDateTime(DateTimes.utc(instant));
        sql.append("\nAND ").append(column).append(' ').append(operator);
        sql.append(" $").append(parameters.size());
        return this;
    }

    private static OffsetDateTime[] ends(TimeRanges ranges, Function<TimeRange, Instant> end) {
        return ranges.ranges().stream()
                .map(range -> DateTimes.utc(end.apply(range)))
                .toArray(OffsetDateTime[]::new);
    }
}
