package dev.tally.storage;

import dev.tally.http.DateTimes;
import dev.tally.ingest.ContentHash;
import dev.tally.model.Account;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitMention;
import dev.tally.model.Usage;
import dev.tally.model.UsageEvent;
import dev.tally.storage.EventBatch.Hashed;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Turns events into the parameters of {@link IngestSql#STORE}: the account, its currency, and an array per column. Most
 * events say little, so a value that is the usual one travels as null, and a column in which nothing else stands as no
 * array at all.
 */
final class EventColumns {
    private final int size;
    private final List<Column<?>> columns = new ArrayList<>();
    private final ContentHash hash = new ContentHash();

    /** @param size how many events are to be added */
    private EventColumns(int size) {
        this.size = size;
        identity();
        dimensions();
        units();
        outcome();
        money();
        counts();
    }

    static Tuple of(Account account, Collection<Hashed> events) {
        EventColumns columns = new EventColumns(events.size());
        columns.add(events);
        Tuple parameters = Tuple.of(account.id(), account.currency());
        columns.columns.forEach(column -> parameters.addValue(column.parameter()));
        return parameters;
    }

    /** Event after event, as a column after the other would fetch each of them from memory as many times. */
    private void add(Collection<Hashed> events) {
        Column<?>[] all = columns.toArray(new Column<?>[0]);
        int row = 0;
        for (Hashed event : events) {
            for (Column<?> column : all) {
                column.set(row, event);
            }
            row++;
        }
    }

    private void identity() {
        texts(UsageEvent::id);
        array(Hashed::hash, Buffer[]::new);
        times(UsageEvent::time);
        texts(UsageEvent::projectName);
        texts(event -> json(event.metadata()));
    }

    private void dimensions() {
        texts(event -> event.dimensions().model());
        texts(event -> event.dimensions().provider());
        texts(event -> event.dimensions().operation());
        texts(event -> event.dimensions().projectId());
        texts(event -> event.dimensions().email());
        texts(event -> event.dimensions().workOrderId());
        texts(event -> event.dimensions().runId());
        texts(event -> event.dimensions().profile());
        events(this::useHash, Buffer[]::new);
    }

    private void units() {
        texts(event -> of(event, UnitKind.TASK, UnitMention::id));
        texts(event -> of(event, UnitKind.TASK, UnitMention::status));
        times(event -> of(event, UnitKind.TASK, UnitMention::startedAt));
        texts(event -> of(event, UnitKind.SNAPSHOT, UnitMention::id));
        texts(event -> of(event, UnitKind.SNAPSHOT, UnitMention::status));
    }

    private void outcome() {
        usages(Usage::success, true, Boolean[]::new);
        usages(Usage::httpStatus, null, Integer[]::new);
        usages(Usage::durationMs, null, Long[]::new);
        usages(Usage::byok, false, Boolean[]::new);
    }

    /** What an amount is in the account's currency is usually the amount itself. */
    private void money() {
        texts(UsageEvent::currency);
        amounts(Usage::cost);
        amounts(Usage::llmCost);
        array(event -> unless(usage(event).cost(), event.priced().reportingCost()), Number[]::new);
        array(event -> unless(usage(event).llmCost(), event.priced().reportingLlmCost()), Number[]::new);
        amounts(Usage::credits);
        amounts(Usage::neoCost);
        amounts(Usage::synapses);
        amounts(Usage::neurons);
    }

    private void counts() {
        counts(Usage::inputTokens);
        counts(Usage::outputTokens);
        counts(Usage::cachedInputTokens);
        counts(Usage::steps);
        counts(Usage::toolCalls);
        counts(Usage::agentTriggers);
    }

    private void texts(Function<UsageEvent, String> column) {
        events(column, String[]::new);
    }

    private void times(Function<UsageEvent, Instant> column) {
        events(
                event -> {
                    Instant time = column.apply(event);
                    return time == null ? null : DateTimes.utc(time);
                },
                OffsetDateTime[]::new);
    }

    private void amounts(Function<Usage, BigDecimal> column) {
        usages(column, BigDecimal.ZERO, Number[]::new);
    }

    private void counts(Function<Usage, Long> column) {
        usages(column, 0L, Long[]::new);
    }

    private <T> void usages(Function<Usage, ? extends T> column, T usual, IntFunction<T[]> array) {
        array(event -> unless(usual, column.apply(usage(event))), array);
    }

    private <T> void events(Function<UsageEvent, ? extends T> column, IntFunction<T[]> array) {
        array(hashed -> column.apply(hashed.priced().event()), array);
    }

    private <T> void array(Function<Hashed, ? extends T> column, IntFunction<T[]> array) {
        columns.add(new Column<>(column, array.apply(size)));
    }

    private static Usage usage(Hashed event) {
        return event.priced().event().usage();
    }

    private static <T> T unless(T usual, T value) {
        return value == null || value.equals(usual) ? null : value;
    }

    private static <T> T of(UsageEvent event, UnitKind kind, Function<UnitMention, T> member) {
        for (UnitMention unit : event.units()) {
            if (unit.kind() == kind) {
                return member.apply(unit);
            }
        }
        return null;
    }

    /** Only events that belong to a unit of work have a use. */
    private Buffer useHash(UsageEvent event) {
        return event.units().isEmpty()
                ? null
                : Buffer.buffer(hash.of(event.dimensions(), event.usage().byok()));
    }

    private static String json(Map<String, String> metadata) {
        return metadata.isEmpty() ? null : new JsonObject(new TreeMap<>(metadata)).encode();
    }

    /** The values of all events for one parameter. */
    private static final class Column<T> {
        private final Function<Hashed, ? extends T> value;
        private final T[] values;
        private boolean empty = true;

        Column(Function<Hashed, ? extends T> value, T[] values) {
            this.value = value;
            this.values = values;
        }

        void set(int row, Hashed event) {
            values[row] = value.apply(event);
            empty &= values[row] == null;
        }

        T[] parameter() {
            return empty ? null : values;
        }
    }
}
