package dev.tally.storage;

import dev.tally.aggregate.RollFold;
import dev.tally.correction.Author;
import dev.tally.correction.CorrectionTransaction;
import dev.tally.correction.EventChange;
import dev.tally.correction.StoredEvent;
import dev.tally.http.DateTimes;
import dev.tally.ingest.ContentHash;
import dev.tally.ingest.PricedEvent;
import dev.tally.model.Account;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitMention;
import dev.tally.model.UnitName;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UsageEvent;
import dev.tally.rollup.RollTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** One transaction that changes events of an account, and has its cells to itself. */
final class PgCorrectionTransaction implements CorrectionTransaction {
    private final SqlConnection connection;
    private final Account account;
    private final PgEventStore events;
    private final RollTransaction cells;

    PgCorrectionTransaction(SqlConnection connection, Account account, PgEventStore events, RollTransaction cells) {
        this.connection = connection;
        this.account = account;
        this.events = events;
        this.cells = cells;
    }

    @Override
    public RollTransaction cells() {
        return cells;
    }

    @Override
    public Uni<Optional<StoredEvent>> find(String eventId) {
        return execute(CorrectionSql.LOCK_KEY, Tuple.of(account.id(), eventId))
                .chain(keys -> keys.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : stored(eventId, keys.iterator().next().getOffsetDateTime(0)));
    }

    @Override
    public Uni<Boolean> isEqual(PricedEvent event) {
        UsageEvent said = event.event();
        Tuple parameters = Tuple.of(account.id(), said.id(), time(said.time()), hash(said, true), hash(said, false));
        return execute(CorrectionSql.IS_EQUAL, parameters)
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    @Override
    public Uni<Void> expect(PricedEvent event) {
        UsageEvent said = event.event();
        return execute(CorrectionSql.EXPECT, Tuple.of(account.id(), said.id(), hash(said, false)))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<UnitChange>> delete(
            StoredEvent event, Optional<PricedEvent> replacement, Optional<Instant> keptSince) {
        Tuple named = Tuple.of(account.id(), event.id(), time(event.time()));
        return lockUnits(event, replacement).chain(() -> units(event.units())).chain(before -> execute(
                        CorrectionSql.DELETE_EVENT, named)
                .chain(() -> execute(CorrectionSql.DELETE_KEY, Tuple.of(account.id(), event.id())))
                .chain(() -> recount(event, keptSince))
                .chain(() -> units(event.units()))
                .map(after -> changes(before, after)));
    }

    @Override
    public Uni<StoredEvent> store(PricedEvent event) {
        return events.replace(connection, account, event)
                .chain(() -> stored(event.event().id(), time(event.event().time())))
                .map(Optional::orElseThrow);
    }

    @Override
    public Uni<Void> changed(StoredEvent deleted, RollFold fold) {
        return (deleted.pending()
                        ? lowerBatch(deleted.batch())
                        : Uni.createFrom().item(0))
                .chain(batches -> execute(
                        CorrectionSql.NEW_VERSION,
                        Tuple.tuple()
                                .addUUID(account.id())
                                .addLong((long) batches)
                                .addBoolean(!deleted.pending())
                                .addOffsetDateTime(time(deleted.time()))
                                .addOffsetDateTime(fold.earliest()
                                        .map(PgCorrectionTransaction::time)
                                        .orElse(null))
                                .addOffsetDateTime(fold.latest()
                                        .map(PgCorrectionTransaction::time)
                                        .orElse(null))))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> record(EventChange change) {
        Author author = change.author();
        return execute(
                        CorrectionSql.RECORD,
                        Tuple.tuple()
                                .addUUID(account.id())
                                .addString(change.eventId())
                                .addString(change.action().name())
                                .addOffsetDateTime(time(change.at()))
                                .addString(author.kind().name())
                                .addUUID(author.keyId().orElse(null))
                                .addString(author.email().orElse(null))
                                .addString(change.before())
                                .addString(change.after().orElse(null)))
                .replaceWithVoid();
    }

    private Uni<Optional<StoredEvent>> stored(String eventId, OffsetDateTime time) {
        return execute(CorrectionSql.EVENT, Tuple.of(account.id(), eventId, time))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> event(eventId, time.toInstant(), row))
                        .findFirst());
    }

    private Uni<Void> lockUnits(StoredEvent event, Optional<PricedEvent> replacement) {
        List<String> kinds = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        event.units().forEach((kind, id) -> {
            kinds.add(kind.name());
            ids.add(id);
        });
        for (UnitMention unit : replacement.map(r -> r.event().units()).orElse(List.of())) {
            kinds.add(unit.kind().name());
            ids.add(unit.id());
        }
        return execute(
                        CorrectionSql.LOCK_UNITS,
                        Tuple.of(account.id(), kinds.toArray(String[]::new), ids.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private Uni<List<UnitChange>> units(Map<UnitKind, String> units) {
        List<UnitName> names = units.entrySet().stream()
                .map(unit -> new UnitName(unit.getKey(), unit.getValue()))
                .toList();
        SelectStatement select = UnitRows.named(account.id(), names);
        return execute(select.sql(), select.parameters()).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(UnitRows::change)
                .toList());
    }

    private Uni<Void> recount(StoredEvent event, Optional<Instant> keptSince) {
        Buffer use = Buffer.buffer(new ContentHash().of(event.dimensions(), event.byok()));
        return Multi.createFrom()
                .iterable(event.units().entrySet())
                .onItem()
                .transformToUniAndConcatenate(unit -> execute(
                        CorrectionSql.recount(unit.getKey()),
                        Tuple.of(
                                account.id(),
                                unit.getValue(),
                                event.id(),
                                time(event.time()),
                                use,
                                keptSince.map(PgCorrectionTransaction::time).orElse(null))))
                .onItem()
                .ignoreAsUni();
    }

    /** Returns how many batches left the queue. */
    private Uni<Integer> lowerBatch(long batch) {
        return execute(CorrectionSql.LOWER_BATCH, Tuple.of(account.id(), batch))
                .chain(() -> execute(CorrectionSql.DELETE_EMPTY_BATCH, Tuple.of(account.id(), batch)))
                .map(RowSet::rowCount);
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    /** What no cell counts yet is left to the next roll. */
    private static List<UnitChange> changes(Collection<UnitChange> before, Collection<UnitChange> after) {
        List<UnitChange> changes = new ArrayList<>();
        for (UnitChange earlier : before) {
            Optional<UnitOfWork> now = after.stream()
                    .flatMap(later -> later.after().stream())
                    .filter(unit ->
                            unit.name().equals(earlier.after().orElseThrow().name()))
                    .findFirst();
            if (earlier.before().isPresent()) {
                changes.add(new UnitChange(earlier.before(), now));
            }
        }
        return changes;
    }

    private static StoredEvent event(String id, Instant time, Row row) {
        Map<UnitKind, String> units = new EnumMap<>(UnitKind.class);
        units.put(UnitKind.TASK, row.getString(11));
        units.put(UnitKind.WORK_ORDER, row.getString(7));
        units.put(UnitKind.RUN, row.getString(8));
        units.put(UnitKind.SNAPSHOT, row.getString(12));
        units.values().removeIf(unit -> unit == null);
        return new StoredEvent(
                id,
                time,
                row.getLong(0),
                row.getBoolean(1),
                EventRows.dimensions(row, 2),
                row.getBoolean(10),
                units,
                row.getString(13));
    }

    private static Buffer hash(UsageEvent event, boolean timeAssigned) {
        return Buffer.buffer(new ContentHash().of(event.withTimeAssigned(timeAssigned)));
    }

    private static OffsetDateTime time(Instant instant) {
        return DateTimes.utc(instant);
    }
}
