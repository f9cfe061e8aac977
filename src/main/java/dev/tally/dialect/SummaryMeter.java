package dev.tally.dialect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts by how summaries came about, as {@code tally_summary_cache_total}. */
@Singleton
class SummaryMeter {
    private final Counter hit;
    private final Counter notModified;
    private final Counter computed;
    private final Counter shared;

    SummaryMeter(MeterRegistry registry) {
        this.hit = counter(registry, "hit");
        this.notModified = counter(registry, "not_modified");
        this.computed = counter(registry, "computed");
        this.shared = counter(registry, "shared");
    }

    /** It was in memory. */
    void hit() {
        hit.increment();
    }

    /** The client had it. */
    void notModified() {
        notModified.increment();
    }

    /** It had to be computed. */
    void computed() {
        computed.increment();
    }

    /** It was being computed for somebody else. */
    void shared() {
        shared.increment();
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("tally.summary.cache")
                .description("Summaries, by where they came from")
                .tag("result", result)
                .register(registry);
    }
}
