package dev.tally.storage;

import dev.tally.ingest.EventStore;
import dev.tally.ingest.PricedEvent;
import dev.tally.ingest.TooOldException;
import dev.tally.model.Account;
import dev.tally.storage.EventBatch.Hashed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Stores events in one round trip: {@link IngestSql#STORE} is a transaction by itself, which inserts the keys of those that are
 * not known, and what belongs to these events. A transaction that stores one of them at the same moment is waited for, so that
 * of two that send the same event one finds it there: the other one then stores by {@link IngestSql#STORE_AMONG_OTHERS}.
 */
@ApplicationScoped
class PgEventStore implements EventStore {
    private final Pool pool;
    private final UsagePartitions partitions;
    private final Cluster cluster;

    PgEventStore(Pool pool, UsagePartitions partitions, Cluster cluster) {
        this.pool = pool;
        this.partitions = partitions;
        this.cluster = cluster;
    }

    @Override
    public Uni<Stored> store(Account account, List<PricedEvent> events, boolean atomic) {
        EventBatch batch = new EventBatch(events);
        return store(account, batch, atomic, IngestSql.STORE)
                .onFailure(Attempts::isStoredMeanwhile)
                .recoverWithUni(() -> store(account, batch, atomic, IngestSql.STORE_AMONG_OTHERS));
    }

    private Uni<Stored> store(Account account, EventBatch batch, boolean atomic, String statement) {
        return atomic
                ? attempted(batch.distinct(), () -> allOrNothing(account, batch, statement))
                        .onFailure(ConflictException.class)
                        .recoverWithItem(e -> new Stored(((ConflictException) e).outcomes(), List.of()))
                : untilAllAreKnown(
                                batch.distinct(), some -> attempted(some, () -> insert(pool, statement, account, some)))
                        .map(inserted -> stored(batch, inserted));
    }

    /** Stores an event whose key the transaction deleted before, so that nobody else can have stored one since. */
    Uni<Void> replace(SqlConnection connection, Account account, PricedEvent event) {
        Collection<Hashed> events = new EventBatch(List.of(event)).distinct();
        return insert(connection, IngestSql.STORE, account, events)
                .invoke(PgEventStore::requireNone)
                .replaceWithVoid();
    }

    private static void requireNone(Inserted inserted) {
        if (!inserted.known().isEmpty()) {
            throw new IllegalStateException("the event is there although its key was deleted");
        }
    }

    @Override
    public Uni<Optional<Instant>> keptSince() {
        return pool.query(RetentionSql.HORIZON).execute().map(rows -> Optional.ofNullable(
                        rows.iterator().next().getOffsetDateTime(0))
                .map(OffsetDateTime::toInstant));
    }

    @Override
    public Uni<Long> pendingEvents(UUID accountId) {
        return pool.preparedQuery(IngestSql.PENDING_EVENTS)
                .execute(Tuple.of(accountId))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<Stored> allOrNothing(Account account, EventBatch batch, String statement) {
        return pool.withTransaction(connection -> untilAllAreKnown(
                        batch.distinct(), events -> insert(connection, statement, account, events))
                .map(inserted -> stored(batch, inserted))
                .invoke(stored -> requireNoConflict(stored.outcomes())));
    }

    /** What an attempt failed of may be gone at the next; until the last attempt nothing is stored. */
    private <T> Uni<T> attempted(Collection<Hashed> events, Supplier<Uni<T>> attempt) {
        return Uni.createFrom()
                .deferred(() -> partitions
                        .ensure(events.stream().map(Hashed::time).toList())
                        .chain(ready -> attempt.get()))
                .onFailure(Attempts::isWorthAnother)
                .invoke(partitions::forget)
                .onFailure(Attempts::isWorthAnother)
                .retry()
                .atMost(Attempts.MOST)
                .onFailure(Attempts::isRefused)
                .invoke(cluster::askAgain)
                .onFailure(Attempts::isTooOld)
                .transform(e -> new TooOldException());
    }

    /**
     * Inserts events and learns the stored hashes of those that were there before. One that somebody else committed while
     * the statement ran is asked for by the next one, which either sees it, or stores it because it is gone again.
     */
    private static Uni<Inserted> untilAllAreKnown(
            Collection<Hashed> events, Function<Collection<Hashed>, Uni<Inserted>> insert) {
        return insert.apply(events).chain(inserted -> {
            List<Hashed> unseen = inserted.unseen(events);
            return unseen.isEmpty()
                    ? Uni.createFrom().item(inserted)
                    : untilAllAreKnown(unseen, insert).map(inserted::and);
        });
    }

    /** @param statement for where there is no function for that */
    private Uni<Inserted> insert(SqlClient client, String statement, Account account, Collection<Hashed> events) {
        return cluster.isSpread(client)
                .map(spread -> spread ? StoringFunction.CALL : statement)
                .chain(either -> insertBy(either, client, account, events));
    }

    static Uni<Inserted> insertBy(String statement, SqlClient client, Account account, Collection<Hashed> events) {
        return client.preparedQuery(statement)
                .execute(EventColumns.of(account, events))
                .map(rows -> Inserted.of(events, rows));
    }

    private static Stored stored(EventBatch batch, Inserted inserted) {
        return new Stored(batch.outcomes(inserted.known()), inserted.batches());
    }

    private static void requireNoConflict(List<Outcome> outcomes) {
        if (outcomes.contains(Outcome.CONFLICT)) {
            throw new ConflictException(outcomes);
        }
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
