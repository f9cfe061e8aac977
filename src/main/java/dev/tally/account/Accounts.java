package dev.tally.account;

import dev.tally.http.FailureException;
import dev.tally.http.Page;
import dev.tally.query.UsageSnapshots;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/** The accounts, and what may become of them. */
@Singleton
class Accounts {
    private final DialectNames dialects;
    private final UsageSnapshots usage;

    Accounts(DialectNames dialects, UsageSnapshots usage) {
        this.dialects = dialects;
        this.usage = usage;
    }

    /** Fails with a conflict when the external id is taken. */
    Uni<AccountEntity> add(NewAccount wanted, Instant now) {
        checkDialect(wanted.dialect());
        AccountEntity account = new AccountEntity();
        account.id = TimeOrderedIds.next(now);
        account.externalId = wanted.externalId() == null ? account.id.toString() : wanted.externalId();
        account.kind = wanted.kindOfAccount();
        account.name = wanted.name();
        account.currency = wanted.currency();
        account.timeZone = wanted.timeZone();
        account.dialect = wanted.dialect();
        account.createdAt = now;
        return named(Panache.withTransaction(account::persist)).replaceWith(account);
    }

    Uni<AccountEntity> get(UUID id) {
        return Panache.withSession(() -> AccountEntity.findById(id));
    }

    Uni<Page.Part<AccountEntity>> list(Page page) {
        Optional<UUID> last = page.after(UUID::fromString);
        return Panache.withSession(() -> after(last).range(0, page.lastIndex()).list())
                .map(read -> page.cut(read, account -> account.id.toString()));
    }

    /** Asks for a session at once: only within one, or it would never be closed. */
    private static PanacheQuery<AccountEntity> after(Optional<UUID> last) {
        Sort bySeniority = Sort.by("id");
        return last.map(id -> AccountEntity.<AccountEntity>find("id > ?1", bySeniority, id))
                .orElseGet(() -> AccountEntity.findAll(bySeniority));
    }

    /** Fails with a conflict when the external id is taken, or the currency of past events would change. */
    Uni<AccountEntity> change(UUID id, AccountChange change) {
        change.newDialect().ifPresent(this::checkDialect);
        return checkCurrency(id, change)
                .chain(() -> named(Panache.withTransaction(() -> AccountEntity.<AccountEntity>findById(id)
                        .invoke(account -> apply(change, account))
                        .call(account -> account.flush()))));
    }

    private Uni<Void> checkCurrency(UUID id, AccountChange change) {
        if (change.currency() == null) {
            return Uni.createFrom().voidItem();
        }
        return get(id).chain(account -> account.currency.equals(change.currency())
                ? Uni.createFrom().voidItem()
                : usage.read(snapshot -> snapshot.state(id))
                        .invoke(state -> {
                            if (state.firstEventAt().isPresent()) {
                                throw Fields.conflict(
                                        "currency",
                                        "'currency' cannot change: the costs of past events are kept in "
                                                + account.currency);
                            }
                        })
                        .replaceWithVoid());
    }

    private static void apply(AccountChange change, AccountEntity account) {
        account.name = change.name() == null ? account.name : change.name();
        account.externalId = change.externalId() == null ? account.externalId : change.externalId();
        account.currency = change.currency() == null ? account.currency : change.currency();
        account.timeZone = change.timeZone() == null ? account.timeZone : change.timeZone();
        account.dialect = change.changesDialect() ? change.newDialect().orElse(null) : account.dialect;
    }

    private static <T> Uni<T> named(Uni<T> writing) {
        return writing.onFailure(ConstraintViolationException.class)
                .transform(e -> Fields.conflict("external_id", "an account with this 'external_id' exists already"));
    }

    private void checkDialect(String name) {
        if (name != null && !dialects.all().contains(name)) {
            throw FailureException.invalid("dialect", "'dialect' must be one of " + String.join(", ", dialects.all()));
        }
    }
}
