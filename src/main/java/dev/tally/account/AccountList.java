package dev.tally.account;

import dev.tally.http.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Accounts, the oldest first; {@code next} is null where no more follow. */
public record AccountList(
        @Schema(required = true) List<AccountView> accounts,
        @Schema(required = true, nullable = true) String next) {

    static AccountList of(Page.Part<AccountEntity> part) {
        return new AccountList(
                part.items().stream().map(AccountView::of).toList(), part.next().orElse(null));
    }
}
