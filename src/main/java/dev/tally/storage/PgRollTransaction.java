package dev.tally.storage;

import dev.tally.aggregate.CellBytes;
import dev.tally.aggregate.RollFold;
import dev.tally.http.DateTimes;
import dev.tally.ingest.ContentHash;
import dev.tally.model.CellKey;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitName;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import dev.tally.rollup.PendingBatch;
import dev.tally.rollup.PendingEvent;
import dev.tally.rollup.RollTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** One transaction that has the cells of an account to itself. */
final class PgRollTransaction implements RollTransaction {
    /**
     * The batches that rolls take leave entries in the queue's index until PostgreSQL vacuums, a minute later at best, and every
     * query of a busy account would go through thousands of them. A plain scan of the index that comes upon them marks them as
     * dead, for all scans to come; other scans do not. Each roll lists what is pending, and so tidies up after those before.
     */
    private static final String PLAIN_SCANS = "SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off";

    private static final String ANY_SCANS =
            "SET LOCAL enable_bitmapscan TO DEFAULT; SET LOCAL enable_seqscan TO DEFAULT";

    private final SqlConnection connection;
    private final UUID accountId;
    private final Cluster cluster;

    /** Cells whose buckets lie outside of it need not be looked for. */
    private Optional<TimeRange> rolled = Optional.empty();

    PgRollTransaction(SqlConnection connection, UUID accountId, Cluster cluster) {
        this.connection = connection;
        this.accountId = accountId;
        this.cluster = cluster;
    }

    @Override
    public Uni<Optional<Instant>> keptSince() {
        return cluster.isSpread(connection)
                .map(spread -> spread ? CellSql.HORIZON_OF_CLUSTER : CellSql.HORIZON)
                .chain(horizon -> connection.preparedQuery(horizon).execute())
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(OffsetDateTime::toInstant));
    }

    @Override
    public Uni<Void> unroll(Optional<Instant> since) {
        Tuple parameters = Tuple.of(accountId, time(since));
        return execute(CellSql.FORGET_CELLS, parameters)
                .chain(() -> execute(CellSql.FORGET_USES, parameters))
                .chain(() -> execute(CellSql.FORGET_UNITS, parameters))
                .chain(() -> execute(CellSql.QUEUE_AGAIN, parameters));
    }

    @Override
    public Uni<List<PendingBatch>> pendingBatches(int mostEvents) {
        return connection
                .query(PLAIN_SCANS)
                .execute()
                .chain(() -> connection.preparedQuery(CellSql.PENDING_BATCHES).execute(Tuple.of(accountId, mostEvents)))
                .call(() -> connection.query(ANY_SCANS).execute())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new PendingBatch(
                                row.getLong(0),
                                row.getInteger(1),
                                row.getOffsetDateTime(2).toInstant()))
                        .toList());
    }

    @Override
    public Multi<PendingEvent> events(List<Long> batches, Optional<Instant> since) {
        return batches.isEmpty()
                ? Multi.createFrom().empty()
                : RowStream.of(
                                connection,
                                new SelectStatement(CellSql.EVENTS, Tuple.of(accountId, array(batches), time(since))))
                        .map(EventRows::pendingEvent);
    }

    @Override
    public Multi<MeteredEvent> rolledEvents(TimeRange range) {
        return RowStream.of(connection, EventRows.rolled(accountId, TimeRanges.union(List.of(range))))
                .map(EventRows::event);
    }

    @Override
    public Multi<UnitChange> unitChanges(Collection<UnitName> units) {
        return units.isEmpty()
                ? Multi.createFrom().empty()
                : RowStream.of(connection, UnitRows.named(accountId, units)).map(UnitRows::change);
    }

    @Override
    public Multi<UnitChange> otherUnitChanges(int most) {
        return RowStream.of(connection, UnitRows.changed(accountId, most)).map(UnitRows::change);
    }

    @Override
    public Uni<Set<Dimension>> widen(Set<Dimension> dimensions) {
        return connection
                .preparedQuery(CellSql.EXTENT)
                .execute(Tuple.of(accountId))
                .map(rows -> rows.iterator().next())
                .invoke(row -> rolled = rolled(row))
                .map(row -> Dimension.ofBits(row.getInteger(0)))
                .chain(kept -> kept.containsAll(dimensions)
                        ? Uni.createFrom().item(kept)
                        : widen(kept, union(kept, dimensions)));
    }

    private Uni<Set<Dimension>> widen(Set<Dimension> kept, Set<Dimension> wanted) {
        return Multi.createFrom()
                .iterable(Facet.within(wanted))
                .filter(facet -> !kept.containsAll(facet.dimensions()))
                .onItem()
                .transformToUniAndConcatenate(
                        facet -> execute(FacetCopy.sql(facet, kept), FacetCopy.parameters(accountId, facet, kept)))
                .onItem()
                .ignoreAsUni()
                .chain(() -> execute(CellSql.SET_DIMENSIONS, Tuple.of(accountId, Dimension.bits(wanted))))
                .replaceWith(wanted);
    }

    private static Set<Dimension> union(Set<Dimension> some, Set<Dimension> others) {
        Set<Dimension> all = EnumSet.noneOf(Dimension.class);
        all.addAll(some);
        all.addAll(others);
        return all;
    }

    @Override
    public Uni<Map<CellKey, CellBytes>> cells(Collection<CellKey> keys) {
        List<CellKey> asked = keys.stream().filter(this::mayBeThere).toList();
        return asked.isEmpty() ? Uni.createFrom().item(Map.of()) : stored(asked);
    }

    private Uni<Map<CellKey, CellBytes>> stored(List<CellKey> asked) {
        return connection
                .preparedQuery(CellSql.CELLS)
                .execute(CellColumns.of(accountId, asked))
                .map(rows -> {
                    Map<CellKey, CellBytes> found = new HashMap<>();
                    for (Row row : rows) {
                        found.put(asked.get(row.getInteger(0) - 1), content(row));
                    }
                    return found;
                });
    }

    private boolean mayBeThere(CellKey key) {
        return rolled.filter(range -> key.bucketStart().isBefore(range.to())
                        && key.grain().endOf(key.bucketStart()).isAfter(range.from()))
                .isPresent();
    }

    @Override
    public Uni<Void> add(Map<CellKey, CellBytes> cells) {
        return write(CellSql.ADD, cells);
    }

    @Override
    public Uni<Void> replace(Map<CellKey, CellBytes> cells) {
        return write(CellSql.REPLACE, cells);
    }

    private Uni<Void> write(String sql, Map<CellKey, CellBytes> cells) {
        List<CellKey> keys = List.copyOf(cells.keySet());
        List<CellBytes> contents = keys.stream().map(cells::get).toList();
        return keys.isEmpty() ? Uni.createFrom().voidItem() : execute(sql, CellColumns.of(accountId, keys, contents));
    }

    @Override
    public Uni<Void> remove(Collection<CellKey> keys) {
        return keys.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(CellSql.REMOVE, CellColumns.of(accountId, List.copyOf(keys)));
    }

    @Override
    public Uni<Void> unitsRolled(List<UnitChange> changes) {
        List<UnitOfWork> units =
                changes.stream().flatMap(change -> change.after().stream()).toList();
        return units.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(CellSql.UNITS_ROLLED, units(units)).chain(() -> execute(CellSql.USES_ROLLED, uses(units)));
    }

    @Override
    public Uni<Void> batchesRolled(List<Long> batches, RollFold fold) {
        return execute(
                CellSql.BATCHES_ROLLED,
                Tuple.of(
                        accountId,
                        array(batches),
                        time(fold.firstEventAt()),
                        time(fold.earliest()),
                        time(fold.latest())));
    }

    private Uni<Void> execute(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }

    private Tuple units(List<UnitOfWork> units) {
        return Tuple.of(
                accountId,
                units.stream().map(unit -> unit.kind().name()).toArray(String[]::new),
                units.stream().map(UnitOfWork::id).toArray(String[]::new),
                units.stream().map(unit -> DateTimes.utc(unit.startedAt())).toArray(OffsetDateTime[]::new),
                units.stream().map(UnitOfWork::status).toArray(String[]::new));
    }

    private Tuple uses(List<UnitOfWork> units) {
        List<String> kinds = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<Buffer> hashes = new ArrayList<>();
        ContentHash hash = new ContentHash();
        for (UnitOfWork unit : units) {
            for (Use use : unit.uses()) {
                kinds.add(unit.kind().name());
                ids.add(unit.id());
                hashes.add(Buffer.buffer(hash.of(use.dimensions(), use.byok())));
            }
        }
        return Tuple.of(
                accountId, kinds.toArray(String[]::new), ids.toArray(String[]::new), hashes.toArray(Buffer[]::new));
    }

    private static CellBytes content(Row row) {
        Buffer durations = row.get(Buffer.class, 2);
        return new CellBytes(row.get(Buffer.class, 1).getBytes(), durations == null ? null : durations.getBytes());
    }

    /** Where the row says when the last event was, the range ends after it. */
    private static Optional<TimeRange> rolled(Row row) {
        return Optional.ofNullable(row.getOffsetDateTime(1))
                .map(earliest -> new TimeRange(
                        earliest.toInstant(),
                        row.getOffsetDateTime(2).toInstant().plusNanos(1000)));
    }

    private static Long[] array(List<Long> numbers) {
        return numbers.toArray(Long[]::new);
    }

    private static OffsetDateTime time(Optional<Instant> instant) {
        return instant.map(DateTimes::utc).orElse(null);
    }
}
