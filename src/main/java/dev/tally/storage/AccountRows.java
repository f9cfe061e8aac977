package dev.tally.storage;

import dev.tally.model.Account;
import dev.tally.model.AccountKind;
import io.vertx.mutiny.sqlclient.Row;
import java.time.ZoneId;
import java.util.Optional;

/** Reads accounts from rows. */
final class AccountRows {
    /** What {@link #account} needs, of a table that is called {@code a}. */
    static final String COLUMNS =
            "a.account_id, a.external_id, a.kind, a.name AS account_name, a.currency, a.time_zone, a.dialect";

    private AccountRows() {}

    static Account account(Row row) {
        return new Account(
                row.getUUID("account_id"),
                row.getString("external_id"),
                AccountKind.valueOf(row.getString("kind")),
                row.getString("account_name"),
                row.getString("currency"),
                ZoneId.of(row.getString("time_zone")),
                Optional.ofNullable(row.getString("dialect")));
    }
}
