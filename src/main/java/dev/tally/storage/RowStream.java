package dev.tally.storage;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collector;

/** Reads the rows of a statement one by one, so that they need not fit into memory together. */
final class RowStream {
    private static final int ROWS_PER_FETCH = 1000;

    /** A millisecond's work, or less. */
    private static final int ROWS_PER_PORTION = 250;

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
     * In small portions, before each of which, but the first, {@code between} is waited for: what takes long does not keep the
     * connection's thread, and PostgreSQL, busy all the time. Needs a transaction.
     */
    static Multi<Row> withPauses(SqlConnection connection, SelectStatement select, Supplier<Uni<Void>> between) {
        return connection.prepare(select.sql()).onItem().transformToMulti(statement -> {
            Cursor cursor = statement.cursor(select.parameters());
            return Multi.createBy()
                    .repeating()
                    .uni(AtomicInteger::new, portions -> portion(cursor, portions.getAndIncrement(), between))
                    .whilst(rows -> cursor.hasMore())
                    .onItem()
                    .transformToMultiAndConcatenate(rows -> Multi.createFrom().iterable(rows))
                    .onTermination()
                    .call(() -> cursor.close().chain(statement::close));
        });
    }

    private static Uni<RowSet<Row>> portion(Cursor cursor, int number, Supplier<Uni<Void>> between) {
        return number == 0 ? cursor.read(ROWS_PER_PORTION) : between.get().chain(() -> cursor.read(ROWS_PER_PORTION));
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
