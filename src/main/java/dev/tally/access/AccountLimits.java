package dev.tally.access;

import dev.tally.http.FailureException;
import dev.tally.http.Quota;
import dev.tally.http.WholeSeconds;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * How much each account may ask for in a time, by {@link LimitsConfig}. What is off costs nothing. The service's
 * administrator is not limited.
 */
@Singleton
public class AccountLimits {
    /** So many accounts are remembered; the least busy of more are as good as new when they come back. */
    private static final int MOST_ACCOUNTS = 100_000;

    private final LimitMeters meters;
    private final Map<Limit, Rate> rates = new EnumMap<>(Limit.class);
    private final Map<Limit, Buckets<UUID>> buckets = new EnumMap<>(Limit.class);

    AccountLimits(LimitsConfig config, LimitMeters meters) {
        this.meters = meters;
        rates.put(Limit.QUERIES, config.queries());
        rates.put(Limit.INGEST_REQUESTS, config.ingestRequests());
        rates.put(Limit.EVENTS, config.events());
        rates.forEach((limit, rate) -> {
            if (!rate.isOff()) {
                buckets.put(limit, new Buckets<>(rate, MOST_ACCOUNTS, TimeMeter.SYSTEM_NANOTIME));
            }
        });
    }

    /** What is counted. */
    enum Limit {
        QUERIES("requests"),
        INGEST_REQUESTS("requests with events"),
        EVENTS("events");

        private final String words;

        Limit(String words) {
            this.words = words;
        }
    }

    /**
     * Counts a request for anything but recording events, where there is one left to the caller; otherwise it does nothing.
     *
     * @return whether there was one
     */
    public boolean mayQuery(Caller caller) {
        Buckets<UUID> queries = buckets.get(Limit.QUERIES);
        return queries == null || counted(caller).map(queries::take).orElse(true);
    }

    /** What is left to a caller of its queries; empty where they are not limited. */
    public Optional<Quota> queriesLeft(Caller caller) {
        return left(caller, Limit.QUERIES);
    }

    /** @throws FailureException when there is none left to the caller */
    void query(Caller caller) {
        if (!mayQuery(caller)) {
            throw refused(Limit.QUERIES, counted(caller).orElseThrow());
        }
    }

    /** @throws FailureException when there is none left to the caller, or the events that came before are not paid off */
    void ingest(Caller caller) {
        counted(caller).ifPresent(account -> {
            if (!untilEvents(account).isZero()) {
                throw refused(Limit.EVENTS, account);
            }
            Buckets<UUID> requests = buckets.get(Limit.INGEST_REQUESTS);
            if (requests != null && !requests.take(account)) {
                throw refused(Limit.INGEST_REQUESTS, account);
            }
        });
    }

    /** What is left to a caller that records events: of requests or of events, whatever is tighter. */
    Optional<Quota> ingestLeft(Caller caller) {
        return Stream.of(Limit.INGEST_REQUESTS, Limit.EVENTS)
                .flatMap(limit -> left(caller, limit).stream())
                .reduce((one, other) -> other.isTighterThan(one) ? other : one);
    }

    /** Counts events of a caller, which may be more than are left: the next ones have to wait until they are paid off. */
    public void countEvents(Caller caller, long events) {
        Buckets<UUID> counted = buckets.get(Limit.EVENTS);
        if (counted != null) {
            counted(caller).ifPresent(account -> counted.charge(account, events));
        }
    }

    /** How long a caller has to wait until its next events may come; zero where it need not. */
    public Duration untilEvents(Caller caller) {
        return counted(caller).map(this::untilEvents).orElse(Duration.ZERO);
    }

    private Duration untilEvents(UUID account) {
        Buckets<UUID> events = buckets.get(Limit.EVENTS);
        return events == null ? Duration.ZERO : events.untilOne(account);
    }

    private Optional<Quota> left(Caller caller, Limit limit) {
        Buckets<UUID> counted = buckets.get(limit);
        return counted == null ? Optional.empty() : counted(caller).map(counted::quota);
    }

    private FailureException refused(Limit limit, UUID account) {
        meters.countLimited(limit);
        Duration wait = buckets.get(limit).untilOne(account);
        return FailureException.tooMany(
                "Too many " + limit.words + ": an account may have "
                        + rates.get(limit).words(),
                Duration.ofSeconds(Math.max(1, WholeSeconds.of(wait))));
    }

    private static Optional<UUID> counted(Caller caller) {
        return caller.administrator() ? Optional.empty() : caller.account().map(Account::id);
    }
}
