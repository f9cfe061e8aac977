package dev.tally.ingest;

import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestAccount;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the database holds of an account. */
final class StoredRows {
    long count(String table, TestAccount account) {
        return Long.parseLong(select("count(*)", table, account).get(0));
    }

    /** One row per line, columns joined with a bar, sorted; times in UTC, and to the minute where that is all. */
    List<String> select(String columns, String table, TestAccount account) {
        return ServiceDatabase.rows(
                        "SELECT " + columns + " FROM " + table + " WHERE account_id = ?", UUID.fromString(account.id()))
                .stream()
                .map(row -> row.stream().map(StoredRows::text).collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    private static String text(Object value) {
        if (value instanceof Timestamp time) {
            return time.toInstant().atOffset(ZoneOffset.UTC).toString();
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
