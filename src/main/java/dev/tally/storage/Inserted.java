package dev.tally.storage;

import dev.tally.ingest.PricedEvent;
import dev.tally.ingest.StoredBatch;
import dev.tally.storage.EventBatch.Hashed;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What inserting events came to.
 *
 * @param known the hashes of the ids that were there before; null for those that are not visible yet
 * @param batches of the others, as far as it is known which they are in
 */
record Inserted(Map<String, Buffer> known, List<StoredBatch> batches) {

    /** Reads what {@link IngestSql#STORE} returns for some events, or the {@link StoringFunction}, which tells of no batch. */
    static Inserted of(Collection<Hashed> events, RowSet<Row> rows) {
        Map<String, Buffer> known = new HashMap<>();
        Optional<Row> batch = Optional.empty();
        for (Row row : rows) {
            String id = row.getString(0);
            if (id == null) {
                batch = Optional.of(row);
            } else {
                known.put(id, row.get(Buffer.class, 1));
            }
        }
        return new Inserted(
                known,
                batch
                        .map(row -> new StoredBatch(
                                row.getLong(2), row.getOffsetDateTime(3).toInstant(), added(events, known)))
                        .stream()
                        .toList());
    }

    private static List<PricedEvent> added(Collection<Hashed> events, Map<String, Buffer> known) {
        Stream<Hashed> added =
                known.isEmpty() ? events.stream() : events.stream().filter(event -> !known.containsKey(event.id()));
        return added.map(Hashed::priced).toList();
    }

    /** Those of the events that have to be inserted again, to see what they are. */
    List<Hashed> unseen(Collection<Hashed> events) {
        return known.containsValue(null)
                ? events.stream()
                        .filter(event -> known.containsKey(event.id()) && known.get(event.id()) == null)
                        .toList()
                : List.of();
    }

    /** With what inserting the unseen ones again came to. */
    Inserted and(Inserted later) {
        Map<String, Buffer> allKnown = new HashMap<>(known);
        allKnown.values().removeIf(Objects::isNull);
        allKnown.putAll(later.known);
        return new Inserted(
                allKnown,
                Stream.concat(batches.stream(), later.batches.stream()).toList());
    }
}
