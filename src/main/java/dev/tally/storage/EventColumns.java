package dev.tally.storage;

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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Turns events into the parameters of {@link IngestSql#STORE}: the account, its currency, and an array per column. */
final class EventColumns {
    private final Collection<Hashed> events;
    private final Tuple parameters = Tuple.tuple();

    private EventColumns(Collection<Hashed> events) {
        this.events = events;
    }

    static Tuple of(Account account, Collection<Hashed> events) {
        EventColumns columns = new EventColumns(events);
        columns.parameters.addUUID(account.id()).addString(account.currency());
        columns.identity();
        columns.dimensions();
        columns.units();
        columns.outcome();
        columns.money(account);
        columns.counts();
        return columns.parameters;
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
        events(EventColumns::useHash, Buffer[]::new);
    }

    private void units() {
        texts(event -> of(event, UnitKind.TASK, UnitMention::id));
        texts(event -> of(event, UnitKind.TASK, UnitMention::status));
        times(event -> of(event, UnitKind.TASK, UnitMention::startedAt));
        texts(event -> of(event, UnitKind.SNAPSHOT, UnitMention::id));
        texts(event -> of(event, UnitKind.SNAPSHOT, UnitMention::status));
    }

    private void outcome() {
        usages(Usage::success, Boolean[]::new);
        usages(Usage::httpStatus, Integer[]::new);
        usages(Usage::durationMs, Long[]::new);
        usages(Usage::byok, Boolean[]::new);
    }

    private void money(Account account) {
        texts(event -> event.currency() == null ? account.currency() : event.currency());
        usages(Usage::cost, Number[]::new);
        usages(Usage::llmCost, Number[]::new);
        array(event -> event.priced().reportingCost(), Number[]::new);
        array(event -> event.priced().reportingLlmCost(), Number[]::new);
        usages(Usage::credits, Number[]::new);
        usages(Usage::neoCost, Number[]::new);
        usages(Usage::synapses, Number[]::new);
        usages(Usage::neurons, Number[]::new);
    }

    private void counts() {
        usages(Usage::inputTokens, Long[]::new);
        usages(Usage::outputTokens, Long[]::new);
        usages(Usage::cachedInputTokens, Long[]::new);
        usages(Usage::steps, Long[]::new);
        usages(Usage::toolCalls, Long[]::new);
        usages(Usage::agentTriggers, Long[]::new);
    }

    private void texts(Function<UsageEvent, String> column) {
        events(column, String[]::new);
    }

    private void times(Function<UsageEvent, Instant> column) {
        events(
                event -> {
                    Instant time = column.apply(event);
                    return time == null ? null : time.atOffset(ZoneOffset.UTC);
                },
                OffsetDateTime[]::new);
    }

    private <T> void usages(Function<Usage, ? extends T> column, IntFunction<T[]> array) {
        events(event -> column.apply(event.usage()), array);
    }

    private <T> void events(Function<UsageEvent, ? extends T> column, IntFunction<T[]> array) {
        array(hashed -> column.apply(hashed.priced().event()), array);
    }

    private <T> void array(Function<Hashed, ? extends T> column, IntFunction<T[]> array) {
        parameters.addValue(events.stream().map(column).toArray(array));
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
    private static Buffer useHash(UsageEvent event) {
        return event.units().isEmpty()
                ? null
                : Buffer.buffer(ContentHash.of(event.dimensions(), event.usage().byok()));
    }

    private static String json(Map<String, String> metadata) {
        return metadata.isEmpty() ? null : new JsonObject(new TreeMap<>(metadata)).encode();
    }
}
