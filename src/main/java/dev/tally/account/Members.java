package dev.tally.account;

import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.http.Page;
import dev.tally.model.Account;
import dev.tally.model.Role;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** The people in teams. */
@Singleton
class Members {
    private static final String ONE = "accountId = ?1 and email = ?2";
    private static final String REVOKE_KEYS =
            "revokedAt = ?3 where accountId = ?1 and email = ?2 and revokedAt is null";
    private static final String OF_ACCOUNT_AFTER = "accountId = ?1 and email > ?2 order by email";

    /** A member, and whether they were put into the team just now. */
    record Placed(MemberEntity member, boolean isNew) {}

    /** @throws FailureException when the account is a person's own */
    Uni<Placed> put(Account account, String email, Role role) {
        if (!account.isTeam()) {
            throw new FailureException(FailureKind.CONFLICT, "a solo account has no members");
        }
        MemberEntity.Key key = new MemberEntity.Key(account.id(), email);
        return Upserts.inTransaction(() -> MemberEntity.<MemberEntity>findById(key)
                .map(found -> found == null ? new Placed(added(key), true) : new Placed(found, false))
                .invoke(placed -> placed.member().role = role)
                .call(placed -> placed.member().persistAndFlush()));
    }

    Uni<Page.Part<MemberEntity>> list(UUID accountId, Page page) {
        String last = page.after(email -> Fields.email("after", email)).orElse("");
        return Panache.withSession(() -> MemberEntity.<MemberEntity>find(OF_ACCOUNT_AFTER, accountId, last)
                        .range(0, page.lastIndex())
                        .list())
                .map(read -> page.cut(read, member -> member.email));
    }

    /**
     * Revokes the person's keys with it. Fails when nobody with this e-mail is in the team. By a statement: to read the member
     * first would leave a moment in which somebody else removes it.
     */
    Uni<Void> remove(UUID accountId, String email, Instant now) {
        return Panache.withTransaction(() -> MemberEntity.delete(ONE, accountId, email)
                        .call(removed -> removed == 0
                                ? Uni.createFrom().voidItem()
                                : ApiKeyEntity.update(REVOKE_KEYS, accountId, email, now)))
                .invoke(removed -> {
                    if (removed == 0) {
                        throw new FailureException(FailureKind.NOT_FOUND, "There is no such member");
                    }
                })
                .replaceWithVoid();
    }

    private static MemberEntity added(MemberEntity.Key key) {
        MemberEntity member = new MemberEntity();
        member.accountId = key.accountId();
        member.email = key.email();
        return member;
    }
}
