package dev.tally.rollup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/** What operators see of the rolls: how long they take, how much they do, and how much is left to do. */
@Singleton
class RollMeters {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Timer duration;
    private final Counter events;
    private final Counter earlyEvents;
    private final Counter cells;
    private final AtomicReference<Backlog> backlog = new AtomicReference<>(Backlog.NONE);

    RollMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        this.duration = Timer.builder("tally.roll.duration")
                .description("How long the transactions took that rolled something")
                .register(registry);
        this.events = Counter.builder("tally.roll.events")
                .description("Events added to cells")
                .register(registry);
        this.earlyEvents = Counter.builder("tally.roll.early.events")
                .description("Those of them that were folded in memory when they were stored, and not read again")
                .register(registry);
        this.cells = Counter.builder("tally.roll.cells")
                .description("Cells that were made, changed or deleted")
                .register(registry);
        Gauge.builder("tally.pending.events", () -> backlog.get().events())
                .description("Events that are not in cells yet, when it was last looked")
                .register(registry);
        Gauge.builder("tally.pending.age.seconds", this::ageSeconds)
                .description("How long ago the oldest of them was stored")
                .register(registry);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void count(RollStep step, Timer.Sample since) {
        Rolled rolled = step.rolled();
        if (!rolled.isNothing()) {
            since.stop(duration);
            earlyEvents.increment((double) step.earlyEvents());
            events.increment((double) rolled.events());
            cells.increment((double) rolled.cells());
        }
    }

    /** Shows what is folded early. */
    void watchEarly(IntSupplier sums) {
        Gauge.builder("tally.roll.early.sums", sums::getAsInt)
                .description("Sums and units of work that are held in memory of events that were not rolled yet")
                .register(registry);
    }

    void found(Backlog now) {
        backlog.set(now);
    }

    /** How long ago the oldest pending event was stored, when it was last looked; nothing without any. */
    Duration age() {
        return backlog.get()
                .oldestStoredAt()
                .map(oldest -> Duration.between(oldest, clock.instant()))
                .orElse(Duration.ZERO);
    }

    private double ageSeconds() {
        return age().toMillis() / 1000.0;
    }
}
