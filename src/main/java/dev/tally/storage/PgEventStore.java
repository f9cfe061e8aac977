package dev.tally.storage;

import dev.tally.ingest.EventStore;
import dev.tally.ingest.PricedEvent;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Stores events in one round trip: {@link IngestSql#STORE} inserts the keys, and what belongs to an event only where its
 * key was new. A transaction that commits at the same moment is waited for, so that of two that send the same event one
 * finds it there.
 */
@ApplicationScoped
class PgEventStore implements EventStore {
    private static final int MOST_ATTEMPTS = 5;

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    /** What an event without a partition violates. */
    private static final String CHECK_VIOLATION = "23514";

    private static final Set<String> WORTH_ANOTHER_ATTEMPT = Set.of(SERIALIZATION_FAILURE, DEADLOCK, CHECK_VIOLATION);

    private final Pool pool;
    private final UsagePartitions partitions;

    PgEventStore(Pool pool, UsagePartitions partitions) {
        this.pool = pool;
        this.partitions = partitions;
    }

    @Override
    public Uni<List<Outcome>> store(Account account, List<PricedEvent> events, boolean atomic) {
        EventBatch batch = new EventBatch(events);
        return Uni.createFrom()
                .deferred(() -> attempt(account, batch, atomic))
                .onFailure(PgEventStore::isWorthAnotherAttempt)
                .invoke(partitions::forget)
                .onFailure(PgEventStore::isWorthAnotherAttempt)
                .retry()
                .atMost(MOST_ATTEMPTS)
                .onFailure(ConflictException.class)
                .recoverWithItem(e -> ((ConflictException) e).outcomes());
    }

    private Uni<List<Outcome>> attempt(Account account, EventBatch batch, boolean atomic) {
        return partitions
                .ensure(batch.times())
                .chain(() -> pool.withTransaction(connection ->
                        store(connection, account, batch).invoke(outcomes -> requireNoConflict(outcomes, atomic))));
    }

    private static Uni<List<Outcome>> store(SqlConnection connection, Account account, EventBatch batch) {
        return connection
                .preparedQuery(IngestSql.STORE)
                .execute(EventColumns.of(account, batch.distinct()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .toArray(String[]::new))
                .chain(known -> known.length == 0
                        ? Uni.createFrom().item(Map.<String, Buffer>of())
                        : storedHashes(connection, account.id(), known))
                .map(batch::outcomes);
    }

    /** A statement of its own, because what others committed during the first one is visible only to the next. */
    private static Uni<Map<String, Buffer>> storedHashes(SqlConnection connection, UUID accountId, String[] eventIds) {
        return connection
                .preparedQuery(IngestSql.STORED_HASHES)
                .execute(Tuple.tuple().addUUID(accountId).addArrayOfString(eventIds))
                .map(rows -> {
                    Map<String, Buffer> hashes = new HashMap<>();
                    for (Row row : rows) {
                        hashes.put(row.getString(0), row.getBuffer(1).getDelegate());
                    }
                    if (hashes.size() < eventIds.length) {
                        throw new VanishedException();
                    }
                    return hashes;
                });
    }

    private static void requireNoConflict(List<Outcome> outcomes, boolean atomic) {
        if (atomic && outcomes.contains(Outcome.CONFLICT)) {
            throw new ConflictException(outcomes);
        }
    }

    private static boolean isWorthAnotherAttempt(Throwable e) {
        return e instanceof VanishedException
                || (e instanceof PgException refused && WORTH_ANOTHER_ATTEMPT.contains(refused.getSqlState()));
    }

    /** An event that was there was deleted before it could be looked at. */
    private static final class VanishedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Rolls the transaction back. */
    private static final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<Outcome> outcomes;

        ConflictException(List<Outcome> outcomes) {
            super("an event is there with other content", null, false, false);
            this.outcomes = outcomes;
        }

        List<Outcome> outcomes() {
            return outcomes;
        }
    }
}
