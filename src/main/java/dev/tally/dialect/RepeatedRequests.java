package dev.tally.dialect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tally.access.AccountLimits;
import dev.tally.access.FailedAttempts;
import dev.tally.access.KeyAuthenticator;
import dev.tally.access.SecretHash;
import dev.tally.dialect.Answers.Found;
import dev.tally.dialect.KeyedVersions.KeyedVersion;
import dev.tally.http.CurrentRequest;
import dev.tally.http.ErrorFormat;
import dev.tally.http.FreshReads;
import dev.tally.http.RequestIdFilter;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import io.netty.buffer.Unpooled;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A short way for requests that came before, word for word, and whose answers are in memory: dashboards ask the same thing
 * over and over.
 *
 * <p>What a request means follows from its words and from who its caller is. So a request's question is remembered with its
 * caller. When the request comes again its key is looked up again, like any other, and where it makes out the very same
 * caller, in an account with the very same settings, then the same question would be read from it and the same permission be
 * found. Where anything is different, or the answer is not in memory, or the key is not good, the request goes the long way,
 * as if there were no other.
 *
 * <p>Only requests with one API key and no other credential, account or body go the short way. {@code Api-Key} beside it is none.
 */
@Singleton
class RepeatedRequests {
    /** After Quarkus's filter for CORS, which has 300, and before those that only the long way needs. */
    private static final int PRIORITY = 250;

    private static final String SIGNATURE = "tally.signature";

    /** Where Quarkus REST leaves the template of a path for the metrics. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final CharSequence TYPE_NAME = HttpHeaders.createOptimized("Content-Type");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    /** What one takes in memory, roughly, beside its words. */
    private static final int ENTRY_BYTES = 2048;

    /** Of the memory that answers may take. */
    private static final int SHARE = 8;

    private final KeyAuthenticator keys;
    private final Answers answers;
    private final AccountLimits limits;
    private final FailedAttempts attempts;
    private final Clock clock;
    private final Cache<Signature, Remembered> requests;

    /** Equal requests that come at the same time share what is looked up for them. */
    private final FreshReads<Signature, Optional<Found>> findings = new FreshReads<>(this::find);

    /** And so do equal keys, whatever is asked with them. */
    private final FreshReads<AccountKey, Seen> seen;

    RepeatedRequests(
            KeyAuthenticator keys,
            Answers answers,
            KeyedVersions versions,
            AccountLimits limits,
            FailedAttempts attempts,
            Clock clock,
            CacheConfig config) {
        this.keys = keys;
        this.answers = answers;
        this.limits = limits;
        this.attempts = attempts;
        this.clock = clock;
        this.seen = new FreshReads<>(key -> see(versions, key, clock.instant()));
        this.requests = Caffeine.newBuilder()
                .maximumWeight(config.maxSize().asLongValue() / SHARE)
                .weigher((Signature words, Remembered request) -> ENTRY_BYTES
                        + 20 * (words.uri().length() + words.accept().length()))
                .executor(Runnable::run)
                .build();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, PRIORITY);
    }

    /** Remembers what a request asks that has been found to be permitted, and in which API. */
    void remember(
            RoutingContext http, Caller caller, Account account, Question<?> question, Optional<ErrorFormat> format) {
        Signature signature = http.get(SIGNATURE);
        if (signature != null && caller.keyId().isPresent()) {
            String template =
                    ((HttpServerRequestInternal) http.request()).context().getLocal(TEMPLATE);
            requests.put(signature, new Remembered(caller, account, question, format, Optional.ofNullable(template)));
        }
    }

    private void handle(RoutingContext http) {
        Optional<Signature> signature = Signature.of(http.request());
        signature.ifPresent(words -> http.put(SIGNATURE, words));
        Remembered known = signature.map(requests::getIfPresent).orElse(null);
        if (known == null || !attempts.mayTry(http.request(), signature.get().key())) {
            http.next();
            return;
        }
        Wanted wanted = Wanted.of(http.request());
        findings.read(signature.get())
                .subscribe()
                .with(
                        found -> found.flatMap(answer -> answers.ready(answer, wanted))
                                .filter(ready -> limits.mayQuery(known.caller()))
                                .ifPresentOrElse(ready -> send(http, known, ready), http::next),
                        // The long way finds the right words for what is wrong.
                        failure -> http.next());
    }

    /**
     * What the answer to a request depends on now; empty where the request has another meaning by now. What it depends on is
     * looked up together with the key, for the caller that is expected; nothing comes of it for another.
     */
    private Uni<Optional<Found>> find(Signature words) {
        Remembered known = requests.getIfPresent(words);
        return known == null
                ? Uni.createFrom().item(Optional.empty())
                : seen.read(new AccountKey(known.account().id(), words.key())).chain(now -> find(known, now));
    }

    private Uni<Optional<Found>> find(Remembered known, Seen seen) {
        Caller caller = keys.caller(seen.found().key(), seen.now());
        return caller.equals(known.caller())
                ? answers.find(
                                known.question(),
                                known.account(),
                                caller,
                                seen.now(),
                                seen.found().version())
                        .map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    private static Uni<Seen> see(KeyedVersions versions, AccountKey key, Instant now) {
        return versions.of(key.account(), key.secret(), now).map(found -> new Seen(now, found));
    }

    private void send(RoutingContext http, Remembered known, Reply reply) {
        HttpServerRequest request = http.request();
        known.template()
                .ifPresent(template ->
                        ((HttpServerRequestInternal) request).context().putLocal(TEMPLATE, template));
        HttpServerResponse response = http.response();
        reply.headers().forEach(response::putHeader);
        limits.queriesLeft(known.caller()).ifPresent(quota -> known.format()
                .map(format -> format.headers(quota, clock.instant()))
                .orElseGet(quota::headers)
                .forEach(response::putHeader));
        response.putHeader(RequestIdFilter.HEADER, RequestIdFilter.idOf(request.getHeader(RequestIdFilter.HEADER)));
        if (reply.body().isEmpty()) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(TYPE_NAME, JSON);
        response.end(Buffer.buffer(Unpooled.wrappedBuffer(reply.body().get())));
    }

    /**
     * A request that came before.
     *
     * @param caller who it acted for, and on which account
     * @param template of the path of the operation
     */
    private record Remembered(
            Caller caller,
            Account account,
            Question<?> question,
            Optional<ErrorFormat> format,
            Optional<String> template) {}

    private record AccountKey(UUID account, SecretHash secret) {}

    /** What was looked up, and for when it holds. */
    private record Seen(Instant now, KeyedVersion found) {}

    /**
     * The words of a request, all that its meaning can depend on.
     *
     * @param accept the header, or the empty text
     */
    private record Signature(String uri, String accept, SecretHash key) {
        private static final String BEARER = "Bearer ";

        /** Empty where the request has to go the long way. */
        static Optional<Signature> of(HttpServerRequest request) {
            if (!request.method().equals(HttpMethod.GET)
                    || request.headers().contains(CurrentRequest.ACCOUNT_HEADER)
                    || request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                    || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                return Optional.empty();
            }
            List<String> accept = request.headers().getAll(HttpHeaders.ACCEPT);
            return accept.size() > 1
                    ? Optional.empty()
                    : secret(request)
                            .map(secret -> new Signature(
                                    request.uri(), accept.isEmpty() ? "" : accept.get(0), SecretHash.of(secret)));
        }

        /** The only credential, if it can be nothing but a key. */
        private static Optional<String> secret(HttpServerRequest request) {
            List<String> keys = request.headers().getAll("X-Api-Key");
            List<String> others = request.headers().getAll(HttpHeaders.AUTHORIZATION);
            if (keys.size() + others.size() != 1) {
                return Optional.empty();
            }
            if (others.isEmpty()) {
                return Optional.of(keys.get(0).strip());
            }
            String bearer = others.get(0).strip();
            boolean key = bearer.regionMatches(true, 0, BEARER, 0, BEARER.length()) && bearer.indexOf('.') < 0;
            return key ? Optional.of(bearer.substring(BEARER.length()).strip()) : Optional.empty();
        }
    }
}
