package dev.tally.ingest;

import dev.tally.ingest.BodyMemory.Share;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Reads the events of a request, whole or batch by batch, and says how much memory that takes. */
@ApplicationScoped
class EventBodies {
    /** How a body holds its events. */
    enum Form {
        DOCUMENT,
        LINES
    }

    private final IngestConfig config;
    private final EventDecoder decoder;
    private final Vertx vertx;

    EventBodies(IngestConfig config, Clock clock, Vertx vertx) {
        this.config = config;
        this.decoder = new EventDecoder(clock, config.clockTolerance());
        this.vertx = vertx;
    }

    /** All events of a body of limited size, for those who need to see them together. */
    Uni<List<DecodedEvent>> whole(HttpServerRequest request, Form form, Share memory) {
        Multi<byte[]> body = RequestBody.limited(
                        RequestBody.of(request), config.maxBodySize().asLongValue())
                .onItem()
                .invoke(bytes -> memory.add(bytes.length));
        return form == Form.LINES ? gathered(lines(body, pending -> {})) : document(body);
    }

    /**
     * The one event of a body of JSON, for those who know its id.
     *
     * @param id which the body may leave out
     */
    Uni<DecodedEvent> single(HttpServerRequest request, String id) {
        Multi<byte[]> body = RequestBody.limited(
                RequestBody.of(request), config.maxLineSize().asLongValue());
        JsonDocument document = new JsonDocument(decoder.of(id), 1);
        return RequestBody.whole(body).map(document::event);
    }

    /** The events in batches that are worth a transaction each; lines are read as fast as batches are taken. */
    Multi<List<DecodedEvent>> batches(HttpServerRequest request, Form form, Share memory) {
        return form == Form.LINES
                ? lines(RequestBody.of(request), memory::hold)
                : whole(request, form, memory).onItem().transformToMulti(this::cut);
    }

    /** Parsing megabytes takes longer than an event loop may be held up. */
    private Uni<List<DecodedEvent>> document(Multi<byte[]> body) {
        JsonDocument document = new JsonDocument(decoder, config.maxEvents());
        return RequestBody.whole(body).chain(bytes -> Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> document.events(bytes), false)
                        .toCompletionStage()));
    }

    /** @param pending told at every arrival how many bytes are in no batch yet */
    private Multi<List<DecodedEvent>> lines(Multi<byte[]> body, LongConsumer pending) {
        return Multi.createFrom().deferred(() -> {
            NdjsonLines lines = new NdjsonLines(decoder, config);
            Multi<List<DecodedEvent>> full = body.onItem()
                    .invoke(bytes -> pending.accept(lines.pendingBytes() + bytes.length))
                    .onItem()
                    .transformToIterable(lines::feed);
            return Multi.createBy()
                    .concatenating()
                    .streams(full, Multi.createFrom().item(lines::finish))
                    .filter(batch -> !batch.isEmpty());
        });
    }

    private Uni<List<DecodedEvent>> gathered(Multi<List<DecodedEvent>> batches) {
        return batches.collect().in(ArrayList::new, (events, batch) -> {
            events.addAll(batch);
            if (events.size() > config.maxEvents()) {
                throw BodyLimits.tooManyEvents(config.maxEvents());
            }
        });
    }

    private Multi<List<DecodedEvent>> cut(List<DecodedEvent> events) {
        int width = config.batchEvents();
        return Multi.createFrom()
                .items(IntStream.iterate(0, start -> start < events.size(), start -> start + width)
                        .mapToObj(start -> events.subList(start, Math.min(start + width, events.size()))));
    }
}
