package dev.tally.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tally.access.LimitMeters.Refusal;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.http.WholeSeconds;
import dev.tally.model.Caller;
import io.github.bucket4j.TimeMeter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Counts credentials that are no good, and stops looking at those of a source that has sent too many: its guesses are
 * answered 429, right or wrong.
 *
 * <p>A credential that was accepted from the same source before is looked at even then. So whoever shares an address with a
 * program that has gone wrong, or with somebody who guesses, goes on as before, and still a guess is worth nothing. Only a
 * credential that is new there has to wait.
 *
 * <p>A request without any credential is no attempt.
 */
@Singleton
public class FailedAttempts {
    /** So many sources, and so many credentials of theirs, are remembered: some megabytes. */
    private static final int MOST = 20_000;

    private final ClientAddress address;
    private final LimitMeters meters;
    private final Rate rate;
    private final Optional<Buckets<String>> failures;
    private final Cache<Proven, Boolean> proven =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** When a source last used up what it may fail; a period later there is none any more that has to be looked for. */
    private volatile long lastLimitedNanos;

    FailedAttempts(LimitsConfig config, ClientAddress address, LimitMeters meters) {
        this.address = address;
        this.meters = meters;
        this.rate = config.failedAttempts();
        this.failures =
                rate.isOff() ? Optional.empty() : Optional.of(new Buckets<>(rate, MOST, TimeMeter.SYSTEM_NANOTIME));
        this.lastLimitedNanos = System.nanoTime() - rate.period().toNanos();
    }

    /** A credential that was good. */
    private record Proven(String source, SecretHash credential) {}

    /** Whether a credential may be looked at. */
    public boolean mayTry(HttpServerRequest request, SecretHash credential) {
        boolean quiet = System.nanoTime() - lastLimitedNanos >= rate.period().toNanos();
        return failures.isEmpty() || quiet || mayTry(address.of(request), List.of(credential));
    }

    /**
     * The caller that an authentication finds.
     *
     * <p>Fails as the authentication does, or with a {@link FailureException} that asks to come back where the source has
     * failed too often.
     */
    Uni<Caller> watched(
            HttpServerRequest request,
            Supplier<List<Credential>> reading,
            Function<List<Credential>, Uni<Caller>> authentication) {
        String source = failures.isEmpty() ? "" : address.of(request);
        return Uni.createFrom()
                .deferred(() -> {
                    List<Credential> credentials = reading.get();
                    List<SecretHash> hashes = failures.isEmpty()
                            ? List.of()
                            : credentials.stream().map(Credential::hash).toList();
                    if (!mayTry(source, hashes)) {
                        throw limited(source);
                    }
                    return authentication.apply(credentials).invoke(caller -> succeeded(source, hashes));
                })
                .onFailure(FailureException.class)
                .invoke(e -> failed(source, ((FailureException) e).failure().kind()));
    }

    private boolean mayTry(String source, List<SecretHash> credentials) {
        return failures.filter(counted -> !counted.untilOne(source).isZero()).isEmpty()
                || credentials.stream().allMatch(one -> isProven(source, one));
    }

    private boolean isProven(String source, SecretHash credential) {
        return proven.getIfPresent(new Proven(source, credential)) != null;
    }

    private void succeeded(String source, List<SecretHash> credentials) {
        for (SecretHash credential : credentials) {
            if (!isProven(source, credential)) {
                proven.put(new Proven(source, credential), Boolean.TRUE);
            }
        }
    }

    private void failed(String source, FailureKind kind) {
        switch (kind) {
            case MISSING_CREDENTIAL -> meters.countAttempt(Refusal.MISSING);
            case INVALID_CREDENTIAL -> attempt(source, Refusal.INVALID);
            case EXPIRED_CREDENTIAL -> attempt(source, Refusal.EXPIRED);
            case RATE_LIMITED -> meters.countAttempt(Refusal.LIMITED);
            default -> {}
        }
    }

    private void attempt(String source, Refusal refusal) {
        meters.countAttempt(refusal);
        failures.ifPresent(counted -> {
            counted.take(source);
            if (!counted.untilOne(source).isZero()) {
                lastLimitedNanos = System.nanoTime();
            }
        });
    }

    private FailureException limited(String source) {
        Duration wait = failures.orElseThrow().untilOne(source);
        return FailureException.tooMany(
                "Too many credentials from this address were no good: there may be " + rate.words(),
                Duration.ofSeconds(Math.max(1, WholeSeconds.of(wait))));
    }
}
