package dev.tally.account;

import dev.tally.access.KeySecret;
import dev.tally.http.Page;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The API keys of accounts for those who may use the database itself: what {@code /v1/accounts/…/keys} is over HTTP. */
@ApplicationScoped
public class AccountKeys {
    private static final int KEYS_PER_READ = 1000;

    private final Keys keys;
    private final Clock clock;

    AccountKeys(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes a key; its secret is in the answer and nowhere else. */
    public Uni<MadeKeyView> create(UUID accountId, NewKey wanted) {
        KeySecret secret = wanted.keySecret();
        return keys.add(accountId, wanted, secret, clock.instant()).map(key -> MadeKeyView.of(key, secret));
    }

    /** Those that are not revoked, the oldest first. */
    public Uni<List<KeyView>> list(UUID accountId) {
        AtomicReference<Optional<String>> next = new AtomicReference<>(Optional.empty());
        return Multi.createBy()
                .repeating()
                .uni(() -> keys.list(accountId, new Page(KEYS_PER_READ, next.get())))
                .whilst(part -> {
                    next.set(part.next());
                    return part.next().isPresent();
                })
                .onItem()
                .<KeyView>transformToMultiAndConcatenate(
                        part -> Multi.createFrom().iterable(part.items()).map(KeyView::of))
                .collect()
                .asList();
    }

    /** Fails when the account has no such key, or has it no more. */
    public Uni<Void> revoke(UUID accountId, UUID key) {
        return keys.revoke(accountId, key, clock.instant());
    }
}
