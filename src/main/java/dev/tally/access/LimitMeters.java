package dev.tally.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** What operators see of access: who is turned away, and why. Never by whom: accounts and addresses are no labels. */
@Singleton
class LimitMeters {
    private final MeterRegistry registry;

    LimitMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Refusal refusal : Refusal.values()) {
            attempts(refusal);
        }
        for (AccountLimits.Limit limit : AccountLimits.Limit.values()) {
            limited(limit);
        }
    }

    /** Why a request has no caller. */
    enum Refusal {
        /** It has no credential. */
        MISSING,
        /** Its credential is unknown, revoked, malformed or not to be trusted. */
        INVALID,
        /** Its credential was good once. */
        EXPIRED,
        /** Its source has failed too often, so that its credential was not looked at. */
        LIMITED
    }

    void countAttempt(Refusal refusal) {
        attempts(refusal).increment();
    }

    void countLimited(AccountLimits.Limit limit) {
        limited(limit).increment();
    }

    private Counter attempts(Refusal refusal) {
        return Counter.builder("tally.access.failed.attempts")
                .description("Requests that were refused because of their credential, by what was wrong")
                .tag("reason", refusal.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter limited(AccountLimits.Limit limit) {
        return Counter.builder("tally.limits.refused")
                .description("Requests that were refused because their account had made too many, by the limit")
                .tag("limit", limit.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
