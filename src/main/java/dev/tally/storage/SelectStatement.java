package dev.tally.storage;

import dev.tally.model.Dimension;
import dev.tally.model.Window;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A SELECT over one account's rows whose conditions are added one by one. Values are always parameters, never text. */
final class SelectStatement {
    private final StringBuilder sql;
    private final Tuple parameters = Tuple.tuple();

    /** @param select up to and including {@code WHERE account_id = $1} */
    SelectStatement(String select, UUID accountId) {
        this.sql = new StringBuilder(select.strip());
        parameters.addUUID(accountId);
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
        parameters.addOffsetDateTime(instant.atOffset(ZoneOffset.UTC));
        sql.append("\nAND ").append(column).append(' ').append(operator);
        sql.append(" $").append(parameters.size());
        return this;
    }
}
