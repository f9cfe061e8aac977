package dev.tally.retention;

import dev.tally.model.Grain;
import dev.tally.rollup.Rolls;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Drops months of events once they are old enough, and makes those to come.
 *
 * <p>The horizon moves first: from then on answers rely on cells for everything before it. Then what is pending from before
 * it is rolled, and month after month its keys are deleted and its table is. Whatever ends a run, the next one goes on where
 * it was.
 */
@ApplicationScoped
class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int MONTHS_AHEAD = 2;
    private static final int MOST_ACCOUNTS = 1000;
    private static final int MOST_ROLLS = 100;
    private static final Duration POLL = Duration.ofMillis(200);

    private final RetentionStore store;
    private final RetentionConfig config;
    private final Rolls rolls;
    private final Clock clock;

    Retention(RetentionStore store, RetentionConfig config, Rolls rolls, Clock clock) {
        this.store = store;
        this.config = config;
        this.rolls = rolls;
        this.clock = clock;
    }

    /** Does all that there is to do; empty where another instance is at it. */
    Uni<Optional<Retained>> run() {
        return store.alone(session -> session.makeMonths(monthsAhead())
                .chain(() -> config.rawEvents().isEmpty()
                        ? session.done(clock.instant()).replaceWith(Retained.EVERYTHING)
                        : dropBefore(
                                session,
                                Grain.MONTH.startOf(
                                        clock.instant().minus(config.rawEvents().get())))));
    }

    private List<Instant> monthsAhead() {
        Instant month = Grain.MONTH.startOf(clock.instant());
        return IntStream.rangeClosed(0, MONTHS_AHEAD)
                .mapToObj(months ->
                        month.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant())
                .toList();
    }

    private Uni<Retained> dropBefore(RetentionSession session, Instant wanted) {
        return session.moveHorizon(wanted, config.maxWait())
                .chain(horizon -> horizon.isPresent()
                        ? dropBefore(session, horizon.get(), wanted)
                        : session.monthsBefore(wanted).map(left -> new Retained(null, List.of(), left)));
    }

    private Uni<Retained> dropBefore(RetentionSession session, Instant horizon, Instant wanted) {
        Instant later = horizon.isAfter(wanted) ? horizon : wanted;
        return session.monthsBefore(horizon)
                .chain(months -> months.isEmpty()
                        ? Uni.createFrom().item(List.<String>of())
                        : rolledBefore(session, horizon, MOST_ROLLS)
                                .chain(ready -> ready ? unobserved(session, attempts()) : no())
                                .chain(ready -> ready
                                        ? drop(session, months)
                                        : Uni.createFrom().item(List.<String>of())))
                .chain(dropped -> session.monthsBefore(later)
                        .call(left -> left.isEmpty()
                                ? session.done(clock.instant())
                                : Uni.createFrom().voidItem())
                        .map(left -> new Retained(horizon, dropped, left)));
    }

    /** Whether all is rolled; not while another instance is rolling some of it. */
    private Uni<Boolean> rolledBefore(RetentionSession session, Instant horizon, int attempts) {
        return session.accountsPendingBefore(horizon, MOST_ACCOUNTS).chain(accounts -> {
            if (accounts.isEmpty() || attempts == 0) {
                return Uni.createFrom().item(accounts.isEmpty());
            }
            return rollEach(accounts)
                    .onItem()
                    .delayIt()
                    .by(POLL)
                    .chain(() -> rolledBefore(session, horizon, attempts - 1));
        });
    }

    private Uni<Void> rollEach(List<UUID> accounts) {
        return Multi.createFrom()
                .iterable(accounts)
                .onItem()
                .transformToUniAndConcatenate(rolls::roll)
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Boolean> unobserved(RetentionSession session, long attempts) {
        return session.isUnobserved()
                .chain(unobserved -> unobserved || attempts == 0
                        ? Uni.createFrom().item(unobserved)
                        : no().onItem().delayIt().by(POLL).chain(() -> unobserved(session, attempts - 1)));
    }

    private Uni<List<String>> drop(RetentionSession session, List<String> months) {
        List<String> dropped = new ArrayList<>();
        return Multi.createFrom()
                .iterable(months)
                .onItem()
                .transformToUniAndConcatenate(month -> session.forgetKeys(month)
                        .chain(() -> session.drop(month, config.maxWait()))
                        .invoke(gone -> {
                            if (gone) {
                                LOG.info("dropped the events of " + month);
                                dropped.add(month);
                            }
                        }))
                .select()
                .first(gone -> gone) // A month that is still used is used by somebody who may use the next one.
                .onItem()
                .ignoreAsUni()
                .replaceWith(dropped);
    }

    private long attempts() {
        return config.maxWait().dividedBy(POLL);
    }

    private static Uni<Boolean> no() {
        return Uni.createFrom().item(false);
    }
}
