package dev.tally.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tally.currency.CostConversion;
import dev.tally.dialect.AnswerKey.View;
import dev.tally.http.FreshReads;
import dev.tally.http.OneComputation;
import dev.tally.http.WeakEntityTag;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import dev.tally.query.UsageVersion;
import dev.tally.query.UsageVersions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers questions, and computes no answer twice while nothing has changed.
 *
 * <p>First the version of the account's usage is read, then the answer computed, and what comes out is kept under that
 * version. Events that are committed in between may be in the answer already. That does no harm: a version that was read
 * before a commit is not read again after it, so nobody gets this answer but those who asked before the commit, and they are
 * free to see it.
 *
 * <p>"Now" is when the version was read, which is after the question came in, and the same for all who share the reading.
 */
@Singleton
class Answers {
    private final CostConversion costs;
    private final ObjectMapper json;
    private final AnswerCache cache;
    private final SummaryMeter meter;
    private final FreshReads<UUID, Moment> versions;
    private final OneComputation<AnswerKey, Answer> computations = new OneComputation<>();

    Answers(
            CostConversion costs,
            ObjectMapper json,
            AnswerCache cache,
            SummaryMeter meter,
            UsageVersions versions,
            Clock clock) {
        this.costs = costs;
        this.json = json;
        this.cache = cache;
        this.meter = meter;
        this.versions = new FreshReads<>(account -> read(versions, account, clock.instant()));
    }

    /** Answers a question about an account for a caller who may ask it. */
    Uni<Reply> reply(Question<?> question, Account account, Caller caller, Wanted wanted) {
        return versions.read(account.id())
                .chain(moment -> asked(question, account, caller, moment))
                .chain(asked -> ready(new Found(asked.key(), cache.get(asked.key())), wanted)
                        .map(reply -> Uni.createFrom().item(reply))
                        .orElseGet(() -> computed(question, asked, wanted).map(answer -> answer.reply(wanted))));
    }

    /**
     * What the answer to a question depends on at an instant, and the answer if it is in memory.
     *
     * @param version that of the account's usage at the instant {@code now}
     */
    Uni<Found> find(Question<?> question, Account account, Caller caller, Instant now, UsageVersion version) {
        return asked(question, account, caller, new Moment(now, version))
                .map(asked -> new Found(asked.key(), cache.get(asked.key())));
    }

    /** The reply where it needs no computation. */
    Optional<Reply> ready(Found found, Wanted wanted) {
        Optional<Answer> known = found.answer();
        if (wanted.ifNoneMatch().isPresent()) {
            WeakEntityTag tag = known.map(Answer::tag).orElseGet(found.key()::tag);
            if (tag.isAmong(wanted.ifNoneMatch())) {
                meter.notModified();
                return Optional.of(Reply.notModified(tag));
            }
        }
        if (known.isPresent()) {
            meter.hit();
        }
        return known.map(answer -> answer.reply(wanted));
    }

    private Uni<Asked> asked(Question<?> question, Account account, Caller caller, Moment moment) {
        View view = View.of(caller);
        return question.conversion(costs, account, moment.now())
                .map(conversion -> new Asked(
                        new AnswerKey(
                                question.format(),
                                question.asked(moment.now()),
                                account,
                                view,
                                conversion,
                                moment.version()),
                        moment.now()));
    }

    private Uni<Answer> computed(Question<?> question, Asked asked, Wanted wanted) {
        return computations.of(
                asked.key(),
                // Somebody may have put the answer there since it was looked for.
                key -> cache.get(key)
                        .map(answer -> Uni.createFrom().item(answer).invoke(meter::hit))
                        .orElseGet(() -> compute(question, key, asked.now(), wanted)),
                meter::shared);
    }

    private Uni<Answer> compute(Question<?> question, AnswerKey key, Instant now, Wanted wanted) {
        meter.computed();
        return question.answer(now, key.conversion())
                .map(summary -> Answer.of(key.tag(), bytes(summary), wanted.takesGzip()))
                .invoke(answer -> cache.put(key, answer));
    }

    private byte[] bytes(Object summary) {
        try {
            return json.writeValueAsBytes(summary);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Uni<Moment> read(UsageVersions versions, UUID account, Instant now) {
        return versions.of(account, now).map(version -> new Moment(now, version));
    }

    /**
     * What an answer depends on.
     *
     * @param answer empty where it is not in memory
     */
    record Found(AnswerKey key, Optional<Answer> answer) {}

    /** The version of an account's usage, and for when it holds. */
    private record Moment(Instant now, UsageVersion version) {}

    private record Asked(AnswerKey key, Instant now) {}
}
