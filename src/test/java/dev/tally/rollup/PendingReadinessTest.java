package dev.tally.rollup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

final class PendingReadinessTest {
    private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
    private static final Duration MOST = Duration.ofMinutes(15);

    @Test
    void eventsMayWaitForTheConfiguredTime() {
        HealthCheckResponse answer = answer(MOST, true);

        assertEquals(Status.UP, answer.getStatus());
        assertEquals(
                Map.of("oldest_seconds", 900L, "max_seconds", 900L),
                answer.getData().orElseThrow());
    }

    @Test
    void olderOnesAreReportedByAnInstanceThatStaysReady() {
        HealthCheckResponse answer = answer(MOST.plusSeconds(1), false);

        assertEquals(Status.UP, answer.getStatus());
        assertEquals(
                Map.of("oldest_seconds", 901L, "max_seconds", 900L, "reason", "events wait for too long to be rolled"),
                answer.getData().orElseThrow());
    }

    @Test
    void olderOnesMakeAnInstanceUnreadyWhereTheOperatorWantsIt() {
        assertEquals(Status.DOWN, answer(MOST.plusSeconds(1), true).getStatus());
    }

    private static HealthCheckResponse answer(Duration age, boolean fails) {
        RollMeters meters = new RollMeters(new SimpleMeterRegistry(), Clock.fixed(NOW, ZoneOffset.UTC));
        meters.found(new Backlog(1, Optional.of(NOW.minus(age))));
        return new PendingReadiness(meters, new PendingConfig() {
                    @Override
                    public Duration maxPendingAge() {
                        return MOST;
                    }

                    @Override
                    public boolean pendingAgeFails() {
                        return fails;
                    }
                })
                .call();
    }
}
