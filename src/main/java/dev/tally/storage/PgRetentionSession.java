package dev.tally.storage;

import dev.tally.http.DateTimes;
import dev.tally.retention.RetentionSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/** Drops months on one connection, every step a transaction of its own. */
final class PgRetentionSession implements RetentionSession {
    private static final long BLOCKS_PER_TRANSACTION = 256;
    private static final String LOCK_TIMEOUT = "55P03";

    private final SqlConnection connection;
    private final UsagePartitions partitions;

    PgRetentionSession(SqlConnection connection, UsagePartitions partitions) {
        this.connection = connection;
        this.partitions = partitions;
    }

    @Override
    public Uni<Void> makeMonths(Collection<Instant> times) {
        return partitions.ensure(times);
    }

    @Override
    public Uni<Optional<Instant>> moveHorizon(Instant to, Duration maxWait) {
        return waitingAtMost(maxWait, () -> execute(RetentionSql.MOVE_HORIZON, Tuple.of(time(to))))
                .chain(moved -> execute(RetentionSql.HORIZON))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(OffsetDateTime::toInstant));
    }

    @Override
    public Uni<List<UUID>> accountsPendingBefore(Instant time, int most) {
        return execute(RetentionSql.ACCOUNTS, Tuple.of(time(time), most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID(0))
                        .toList());
    }

    @Override
    public Uni<List<String>> monthsBefore(Instant time) {
        return execute(RetentionSql.MONTHS, Tuple.of(time(time)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toList());
    }

    @Override
    public Uni<Boolean> isUnobserved() {
        return execute(RetentionSql.IS_UNOBSERVED, Tuple.tuple())
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    @Override
    public Uni<Void> forgetKeys(String month) {
        return state(month).chain(state -> Multi.createFrom()
                .items(() -> LongStream.iterate(
                                0, from -> from < state.getLong("blocks"), from -> from + BLOCKS_PER_TRANSACTION)
                        .boxed())
                .onItem()
                .transformToUniAndConcatenate(
                        from -> execute(RetentionSql.forgetKeys(month, from, from + BLOCKS_PER_TRANSACTION)))
                .onItem()
                .ignoreAsUni());
    }

    @Override
    public Uni<Boolean> drop(String month, Duration maxWait) {
        return waitingAtMost(
                maxWait,
                () -> state(month).chain(state -> detach(month, state)).chain(() -> execute(RetentionSql.drop(month))));
    }

    /** Whether the step is done; not where others need longer what it waits for. */
    private Uni<Boolean> waitingAtMost(Duration maxWait, Supplier<Uni<?>> step) {
        return execute(RetentionSql.waitAtMost(maxWait.toMillis()))
                .chain(step::get)
                .replaceWith(true)
                .onFailure(PgRetentionSession::isStillUsed)
                .recoverWithItem(false)
                .eventually(() -> execute("RESET lock_timeout").replaceWithVoid());
    }

    @Override
    public Uni<Void> done(Instant at) {
        return execute(RetentionSql.DONE, Tuple.of(time(at))).replaceWithVoid();
    }

    /** What an earlier run began is finished. */
    private Uni<Void> detach(String month, Row state) {
        if (state.getBoolean("attached")) {
            return execute(RetentionSql.detach(month)).replaceWithVoid();
        }
        return state.getBoolean("detaching")
                ? execute(RetentionSql.finishDetaching(month)).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Row> state(String month) {
        return execute(RetentionSql.STATE, Tuple.of(month))
                .map(rows -> rows.iterator().next());
    }

    /** Without the protocol of prepared statements, which would begin a transaction. */
    private Uni<RowSet<Row>> execute(String sql) {
        return connection.query(sql).execute();
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    private static boolean isStillUsed(Throwable e) {
        return e instanceof PgException refused && LOCK_TIMEOUT.equals(refused.getSqlState());
    }

    private static OffsetDateTime time(Instant instant) {
        return DateTimes.utc(instant);
    }
}
