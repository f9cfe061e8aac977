package dev.tally.ingest;

import dev.tally.testing.TestAccount;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** What the database holds of an account. */
@Singleton
class StoredRows {
    private final Pool pool;

    StoredRows(Pool pool) {
        this.pool = pool;
    }

    long count(String table, TestAccount account) {
        return Long.parseLong(select("count(*)", table, account).get(0));
    }

    /** One row per line, columns joined with a bar, sorted. */
    List<String> select(String columns, String table, TestAccount account) {
        return StreamSupport.stream(
                        pool.preparedQuery("SELECT " + columns + " FROM " + table + " WHERE account_id = $1")
                                .executeAndAwait(Tuple.of(UUID.fromString(account.id())))
                                .spliterator(),
                        false)
                .map(row -> String.join(
                        "|",
                        IntStream.range(0, row.size())
                                .mapToObj(i -> String.valueOf(row.getValue(i)))
                                .toList()))
                .sorted()
                .toList();
    }
}
