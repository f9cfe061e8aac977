package dev.tally.account;

import dev.tally.access.KeySecret;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.http.Page;
import dev.tally.model.Scope;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** The API keys of accounts. */
@Singleton
class Keys {
    private static final String IN_USE = "accountId = ?1 and revokedAt is null and id > ?2 order by id";
    private static final String REVOKE = "revokedAt = ?3 where accountId = ?1 and id = ?2 and revokedAt is null";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** Fails with a conflict when any account has, or ever had, a key with this secret. */
    Uni<ApiKeyEntity> add(UUID accountId, NewKey wanted, KeySecret secret, Instant now) {
        ApiKeyEntity key = new ApiKeyEntity();
        key.accountId = accountId;
        key.id = TimeOrderedIds.next(now);
        key.secretHash = secret.hash().bytes();
        key.prefix = secret.prefix();
        key.name = wanted.name();
        key.scopes = wanted.wantedScopes().stream().map(Scope::name).toArray(String[]::new);
        key.email = wanted.email();
        key.createdAt = now;
        key.expiresAt = wanted.expiry(now).orElse(null);
        return Panache.withTransaction(key::persistAndFlush)
                .onFailure(ConstraintViolationException.class)
                .transform(e -> Fields.conflict("secret", "this 'secret' cannot be used: choose another"))
                .replaceWith(key);
    }

    Uni<Page.Part<ApiKeyEntity>> list(UUID accountId, Page page) {
        UUID last = page.after(UUID::fromString).orElse(BEFORE_ALL);
        return Panache.withSession(() -> ApiKeyEntity.<ApiKeyEntity>find(IN_USE, accountId, last)
                        .range(0, page.lastIndex())
                        .list())
                .map(read -> page.cut(read, key -> key.id.toString()));
    }

    /** Fails when the account has no such key, or has it no more. */
    Uni<Void> revoke(UUID accountId, UUID id, Instant now) {
        return Panache.withTransaction(() -> ApiKeyEntity.update(REVOKE, accountId, id, now))
                .invoke(revoked -> {
                    if (revoked == 0) {
                        throw unknown();
                    }
                })
                .replaceWithVoid();
    }

    static FailureException unknown() {
        return new FailureException(FailureKind.NOT_FOUND, "There is no such key");
    }
}
