package dev.tally.access;

import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;

/**
 * Settles which account a request acts on where it names one. Only the service's administrator may name any; for
 * everybody else an account that exists and one that does not are refused alike, without looking for either.
 */
@Singleton
class NamedAccount {
    private final CallerDirectory directory;

    NamedAccount(CallerDirectory directory) {
        this.directory = directory;
    }

    /** The caller, acting on the account that the header {@link CurrentRequest#ACCOUNT_HEADER} names. */
    Uni<Caller> ofHeader(Caller caller, MultivaluedMap<String, String> headers) {
        List<String> names = headers.getOrDefault(CurrentRequest.ACCOUNT_HEADER, List.of());
        return switch (names.size()) {
            case 0 -> Uni.createFrom().item(caller);
            case 1 -> of(caller, names.get(0));
            default ->
                throw FailureException.invalid(
                        CurrentRequest.ACCOUNT_HEADER, "the header " + CurrentRequest.ACCOUNT_HEADER + " is repeated");
        };
    }

    /** The caller, acting on the account with this id or external id. */
    Uni<Caller> of(Caller caller, String idOrExternalId) {
        if (caller.administrator()) {
            return directory.account(idOrExternalId).map(NamedAccount::administratorOf);
        }
        if (caller.account().filter(own -> own.isNamed(idOrExternalId)).isEmpty()) {
            throw new FailureException(Failure.OTHER_ACCOUNT);
        }
        return Uni.createFrom().item(caller);
    }

    private static Caller administratorOf(Optional<Account> account) {
        if (account.isEmpty()) {
            throw new FailureException(FailureKind.NOT_FOUND, "There is no such account");
        }
        return Caller.administrator(account);
    }
}
