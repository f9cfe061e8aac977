package dev.tally.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tally.currency.CostConversion;
import dev.tally.dialect.AnswerKey.View;
import dev.tally.http.CurrentRequest;
import dev.tally.http.FreshReads;
import dev.tally.http.OneComputation;
import dev.tally.http.WeakEntityTag;
import dev.tally.model.Account;
import dev.tally.query.UsageVersion;
import dev.tally.query.UsageVersions;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Answers questions for summaries, and computes no answer twice while nothing has changed.
 *
 * <p>First the version of the account's usage is read, then the answer computed, and what comes out is kept under that
 * version. Events that are committed in between may be in the answer already. That does no harm: a version that was read
 * before a commit is not read again after it, so nobody gets this answer but those who asked before the commit, and they are
 * free to see it.
 *
 * <p>"Now" is when the version was read, which is after the request came in, and the same for all who share the reading.
 */
@Singleton
public class Summaries {
    /** Numbers are right to the last event, so a client that keeps an answer has to ask whether it still holds. */
    private static final String CACHE_CONTROL = "private, no-cache";

    /** Everything in a request that chooses the answer beside its URL. */
    private static final String VARY =
            String.join(", ", HttpHeaders.AUTHORIZATION, "X-Api-Key", CurrentRequest.ACCOUNT_HEADER);

    private final CurrentRequest request;
    private final CostConversion costs;
    private final ObjectMapper json;
    private final AnswerCache cache;
    private final SummaryMeter meter;
    private final FreshReads<UUID, Moment> versions;
    private final OneComputation<AnswerKey, Answer> computations = new OneComputation<>();

    Summaries(
            CurrentRequest request,
            CostConversion costs,
            ObjectMapper json,
            AnswerCache cache,
            SummaryMeter meter,
            UsageVersions versions,
            Clock clock) {
        this.request = request;
        this.costs = costs;
        this.json = json;
        this.cache = cache;
        this.meter = meter;
        this.versions = new FreshReads<>(account -> read(versions, account, clock.instant()));
    }

    /** Answers a question about the account that the request in hand acts on, for its caller. */
    public Uni<RestResponse<byte[]>> answer(Question<?> question) {
        Account account = request.account();
        View view = View.of(request.caller());
        Optional<String> ifNoneMatch = request.ifNoneMatch();
        return versions.read(account.id()).chain(moment -> question.conversion(costs, account, moment.now())
                .chain(conversion -> {
                    Object asked = question.asked(moment.now());
                    AnswerKey key =
                            new AnswerKey(question.format(), asked, account, view, conversion, moment.version());
                    return answer(question, key, moment.now(), ifNoneMatch);
                }));
    }

    private Uni<RestResponse<byte[]>> answer(
            Question<?> question, AnswerKey key, Instant now, Optional<String> ifNoneMatch) {
        Optional<Answer> known = cache.get(key);
        if (ifNoneMatch.isPresent()) {
            WeakEntityTag tag = known.map(Answer::tag).orElseGet(key::tag);
            if (tag.isAmong(ifNoneMatch)) {
                meter.notModified();
                return Uni.createFrom().item(notModified(tag));
            }
        }
        if (known.isPresent()) {
            meter.hit();
            return Uni.createFrom().item(ok(known.get()));
        }
        return computations
                .of(key, wanted -> stillToCompute(question, wanted, now), meter::shared)
                .map(Summaries::ok);
    }

    /** Somebody may have put the answer there since it was looked for. */
    private Uni<Answer> stillToCompute(Question<?> question, AnswerKey key, Instant now) {
        return cache.get(key)
                .map(answer -> Uni.createFrom().item(answer).invoke(meter::hit))
                .orElseGet(() -> compute(question, key, now));
    }

    private Uni<Answer> compute(Question<?> question, AnswerKey key, Instant now) {
        meter.computed();
        return question.answer(now, key.conversion())
                .map(summary -> new Answer(key.tag(), bytes(summary)))
                .invoke(answer -> cache.put(key, answer));
    }

    private byte[] bytes(Object summary) {
        try {
            return json.writeValueAsBytes(summary);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RestResponse<byte[]> ok(Answer answer) {
        return headers(ResponseBuilder.ok(answer.body(), MediaType.APPLICATION_JSON_TYPE), answer.tag());
    }

    private static RestResponse<byte[]> notModified(WeakEntityTag tag) {
        return headers(ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED), tag);
    }

    private static RestResponse<byte[]> headers(ResponseBuilder<byte[]> answer, WeakEntityTag tag) {
        return answer.header(HttpHeaders.ETAG, tag.field())
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .header(HttpHeaders.VARY, VARY)
                .build();
    }

    private static Uni<Moment> read(UsageVersions versions, UUID account, Instant now) {
        return versions.of(account, now).map(version -> new Moment(now, version));
    }

    /** The version of an account's usage, and for when it holds. */
    private record Moment(Instant now, UsageVersion version) {}
}
