package dev.tally.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;

/** What operators see of the ingest: how much comes in, what becomes of it, and whether the database keeps up. */
@Singleton
class IngestMeters {
    private final MeterRegistry registry;
    private final Counter recorded;
    private final Counter duplicates;
    private final Counter rejected;
    private final Counter refused;
    private final DistributionSummary batchEvents;

    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.recorded = events("recorded");
        this.duplicates = events("duplicate");
        this.rejected = events("rejected");
        this.refused = Counter.builder("tally.ingest.refused")
                .description("Requests that were told to come back later")
                .register(registry);
        this.batchEvents = DistributionSummary.builder("tally.ingest.batch.events")
                .description("Events stored in one transaction")
                .register(registry);
    }

    void count(IngestResult result) {
        recorded.increment((double) result.recorded());
        duplicates.increment((double) result.duplicates());
        rejected.increment((double) result.rejected());
    }

    void countTransaction(int events) {
        batchEvents.record(events);
    }

    void countRefusal() {
        refused.increment();
    }

    /** Shows how many events wait for a transaction. */
    void watchQueue(IntSupplier events) {
        Gauge.builder("tally.ingest.queue.events", events::getAsInt)
                .description("Events that wait for a transaction")
                .register(registry);
    }

    private Counter events(String outcome) {
        return Counter.builder("tally.ingest.events")
                .description("Events that came in, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }
}
