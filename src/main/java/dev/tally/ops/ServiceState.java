package dev.tally.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicReference;

/** The phase that the service is in. It only goes forward. */
@ApplicationScoped
public class ServiceState {
    private final ShutdownConfig config;
    private final AtomicReference<ServicePhase> phase = new AtomicReference<>(ServicePhase.WAITING_FOR_DATABASE);
    private volatile long stoppingSinceNanos;

    ServiceState(ShutdownConfig config) {
        this.config = config;
    }

    public ServicePhase phase() {
        return phase.get();
    }

    /** Whether new requests are answered. */
    boolean accepts() {
        return switch (phase.get()) {
            case WAITING_FOR_DATABASE -> false;
            case SERVING -> true;
            case STOPPING ->
                System.nanoTime() - stoppingSinceNanos < config.delay().toNanos();
        };
    }

    void serve() {
        phase.compareAndSet(ServicePhase.WAITING_FOR_DATABASE, ServicePhase.SERVING);
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stoppingSinceNanos = System.nanoTime();
        phase.set(ServicePhase.STOPPING);
    }
}
