package dev.tally.storage;

import dev.tally.aggregate.CellBytes;
import dev.tally.http.DateTimes;
import dev.tally.model.CellKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Turns cells into the parameters of the statements of {@link CellSql}: the account, then an array per column. */
final class CellColumns {
    /** How many values a key has at most, and columns for them the table. */
    static final int MOST_VALUES = 3;

    private final List<CellKey> keys;
    private final Tuple parameters;
    private final Map<String, UUID> hashes = new HashMap<>();

    private CellColumns(UUID accountId, List<CellKey> keys) {
        this.keys = keys;
        this.parameters = Tuple.of(accountId);
        column(key -> key.facet().id(), Short[]::new);
        column(key -> key.grain().id(), Short[]::new);
        column(key -> DateTimes.utc(key.bucketStart()), OffsetDateTime[]::new);
        for (int i = 0; i < MOST_VALUES; i++) {
            int position = i;
            column(key -> hashes.computeIfAbsent(value(key, position), KeyHash::of), UUID[]::new);
        }
    }

    static Tuple of(UUID accountId, List<CellKey> keys) {
        return new CellColumns(accountId, keys).parameters;
    }

    /** @param contents in the order of the keys */
    static Tuple of(UUID accountId, List<CellKey> keys, List<CellBytes> contents) {
        CellColumns columns = new CellColumns(accountId, keys);
        for (int i = 0; i < MOST_VALUES; i++) {
            int position = i;
            columns.column(key -> value(key, position), String[]::new);
        }
        columns.parameters.addValue(
                contents.stream().map(content -> buffer(content.measures())).toArray(Buffer[]::new));
        columns.parameters.addValue(
                contents.stream().map(content -> buffer(content.durations())).toArray(Buffer[]::new));
        return columns.parameters;
    }

    private <T> void column(Function<CellKey, T> value, IntFunction<T[]> array) {
        parameters.addValue(keys.stream().map(value).toArray(array));
    }

    private static String value(CellKey key, int position) {
        return position < key.values().size() ? key.values().get(position) : null;
    }

    private static Buffer buffer(byte[] bytes) {
        return bytes == null ? null : Buffer.buffer(bytes);
    }
}
