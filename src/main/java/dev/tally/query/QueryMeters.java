package dev.tally.query;

import dev.tally.query.UsageReport.RowsRead;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What operators see of the queries: what their plans rely on, and how much they read. */
@Singleton
class QueryMeters {
    private final MeterRegistry registry;
    private final Counter refused;

    QueryMeters(MeterRegistry registry) {
        this.registry = registry;
        this.refused = Counter.builder("tally.query.refused")
                .description("Reports that were not computed because too many waited, or for too long")
                .register(registry);
        for (Plan.Kind kind : Plan.Kind.values()) {
            plans(kind);
        }
    }

    void count(UsageReport report) {
        plans(report.plan().kind()).increment();
        RowsRead rows = report.rowsRead();
        rows("cells").increment((double) rows.cells());
        rows("pending_events").increment((double) rows.pendingEvents());
        rows("rolled_events").increment((double) rows.rolledEvents());
        rows("units_of_work").increment((double) rows.units());
    }

    void countRefusal() {
        refused.increment();
    }

    /** Shows how many reports are computed and how many wait for their turn. */
    void watchTurns(IntSupplier waiting, IntSupplier underWay) {
        Gauge.builder("tally.query.waiting", waiting::getAsInt)
                .description("Reports that wait until it is their account's turn")
                .register(registry);
        Gauge.builder("tally.query.under.way", underWay::getAsInt)
                .description("Reports that are being computed")
                .register(registry);
    }

    private Counter plans(Plan.Kind kind) {
        return Counter.builder("tally.query.plans")
                .description("Answers that were computed, by what their plan relies on")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter rows(String what) {
        return Counter.builder("tally.query.rows")
                .description("Rows that were read for answers")
                .tag("of", what)
                .register(registry);
    }
}
