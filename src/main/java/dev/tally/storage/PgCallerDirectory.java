package dev.tally.storage;

import dev.tally.access.CallerDirectory;
import dev.tally.access.Membership;
import dev.tally.access.SecretHash;
import dev.tally.access.StoredKey;
import dev.tally.http.DateTimes;
import dev.tally.model.Account;
import dev.tally.model.AccountNames;
import dev.tally.model.Role;
import dev.tally.model.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks callers up in PostgreSQL, each in one round trip. */
@Singleton
class PgCallerDirectory implements CallerDirectory {
    /** The keys that there are, with what is known of their holders. */
    static final String KEYS = """
            SELECT %s, k.key_id, k.scopes, k.email, k.expires_at, k.revoked_at, k.last_used_at, m.role,
                a.revision
            FROM api_key k
            JOIN account a ON a.account_id = k.account_id
            LEFT JOIN member m ON m.account_id = k.account_id AND m.email = k.email
            """.formatted(AccountRows.COLUMNS);

    private static final String KEY = KEYS + "WHERE k.secret_hash = $1";

    private static final String MEMBERSHIP = """
            SELECT %s, m.role
            FROM account a
            LEFT JOIN member m ON m.account_id = a.account_id AND m.email = $3
            WHERE a.account_id = $1 OR a.external_id = $2
            """.formatted(AccountRows.COLUMNS);

    private static final String ACCOUNT = """
            SELECT %s FROM account a WHERE a.account_id = $1 OR a.external_id = $2
            """.formatted(AccountRows.COLUMNS);

    private static final String KEY_USED = """
            UPDATE api_key SET last_used_at = $3
            WHERE account_id = $1 AND key_id = $2 AND (last_used_at IS NULL OR last_used_at < $3)
            """;

    private final Pool pool;

    PgCallerDirectory(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<StoredKey>> key(SecretHash secret) {
        return first(KEY, Tuple.of(Buffer.buffer(secret.bytes())), PgCallerDirectory::storedKey);
    }

    @Override
    public Uni<Optional<Membership>> membership(String account, Optional<String> email) {
        if (!AccountNames.canName(account)) {
            return Uni.createFrom().item(Optional.empty());
        }
        Tuple named = Tuple.of(AccountNames.asId(account).orElse(null), account, email.orElse(null));
        return first(MEMBERSHIP, named, row -> new Membership(AccountRows.account(row), role(row)));
    }

    @Override
    public Uni<Optional<Account>> account(String idOrExternalId) {
        if (!AccountNames.canName(idOrExternalId)) {
            return Uni.createFrom().item(Optional.empty());
        }
        Tuple named = Tuple.of(AccountNames.asId(idOrExternalId).orElse(null), idOrExternalId);
        return first(ACCOUNT, named, AccountRows::account);
    }

    @Override
    public Uni<Void> keyUsed(UUID accountId, UUID keyId, Instant at) {
        return pool.preparedQuery(KEY_USED)
                .execute(Tuple.of(accountId, keyId, DateTimes.utc(at)))
                .replaceWithVoid();
    }

    private <T> Uni<Optional<T>> first(String sql, Tuple parameters, Function<Row, T> reader) {
        return pool.preparedQuery(sql).execute(parameters).map(rows -> first(rows)
                .map(reader));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    static StoredKey storedKey(Row row) {
        return new StoredKey(
                row.getUUID("key_id"),
                AccountRows.account(row),
                scopes(row),
                Optional.ofNullable(row.getString("email")),
                role(row),
                instant(row, "expires_at"),
                row.getOffsetDateTime("revoked_at") != null,
                instant(row, "last_used_at"));
    }

    private static Set<Scope> scopes(Row row) {
        return Arrays.stream(row.getArrayOfStrings("scopes"))
                .map(Scope::valueOf)
                .collect(Collectors.toSet());
    }

    private static Optional<Role> role(Row row) {
        return Optional.ofNullable(row.getString("role")).map(Role::valueOf);
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
