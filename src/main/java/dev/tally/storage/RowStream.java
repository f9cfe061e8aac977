package dev.tally.storage;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** Reads the rows of a statement in portions; needs a transaction. */
final class RowStream {
    private static final int ROWS_PER_FETCH = 1000;

    private RowStream() {}

    static Multi<Row> of(SqlConnection connection, SelectStatement select) {
        return connection.prepare(select.sql()).onItem().transformToMulti(statement -> statement
                .createStream(ROWS_PER_FETCH, select.parameters())
                .toMulti()
                .onTermination()
                .call(statement::close));
    }
}
