package dev.tally.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.stream.Collector;

/** Reads the rows of a statement one by one, so that they need not fit into memory together. */
final class RowStream {
    private static final int ROWS_PER_FETCH = 1000;

    private RowStream() {}

    /** In portions, each of which is asked for when the last one was taken; needs a transaction. */
    static Multi<Row> of(SqlConnection connection, SelectStatement select) {
        return connection.prepare(select.sql()).onItem().transformToMulti(statement -> statement
                .createStream(ROWS_PER_FETCH, select.parameters())
                .toMulti()
                .onTermination()
                .call(statement::close));
    }

    /**
     * In one round trip, by a statement that the connection may know already, for readers that are done with a row when
     * they return. Rows come as they are read from the socket, on the connection's thread; so do those of further
     * statements that were sent before the answer to this one. A reader that gives up is sent no more, but PostgreSQL goes
     * on to the last row: where there may be very many of no use, take portions.
     */
    static Multi<Row> atOnce(SqlConnection connection, SelectStatement select) {
        return Multi.createFrom().emitter(rows -> connection
                .getDelegate()
                .preparedQuery(select.sql())
                .collecting(into(rows))
                .execute(select.parameters().getDelegate())
                .onSuccess(all -> rows.complete())
                .onFailure(rows::fail));
    }

    private static Collector<io.vertx.sqlclient.Row, ?, Void> into(MultiEmitter<? super Row> rows) {
        return Collector.of(
                () -> rows,
                (to, row) -> to.emit(Row.newInstance(row)),
                (one, other) -> {
                    throw new IllegalStateException("rows come one after the other");
                },
                to -> null);
    }
}
