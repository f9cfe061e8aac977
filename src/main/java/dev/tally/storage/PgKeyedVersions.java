package dev.tally.storage;

import dev.tally.access.SecretHash;
import dev.tally.access.StoredKey;
import dev.tally.dialect.KeyedVersions;
import dev.tally.http.DateTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads a key and a version in one statement: a round trip on one connection instead of two on two. */
@Singleton
class PgKeyedVersions implements KeyedVersions {
    private static final String KEY_AND_VERSION = """
            SELECT version.*, known.*
            FROM (
            %s) version
            LEFT JOIN (
            %sWHERE k.account_id = $1 AND k.secret_hash = $3
            ) known ON true
            """.formatted(PgUsageVersions.VERSION, PgCallerDirectory.KEYS);

    private final Pool pool;
    private final PgUsageVersions versions;

    PgKeyedVersions(Pool pool, PgUsageVersions versions) {
        this.pool = pool;
        this.versions = versions;
    }

    @Override
    public Uni<KeyedVersion> of(UUID accountId, SecretHash secret, Instant now) {
        return pool.preparedQuery(KEY_AND_VERSION)
                .execute(Tuple.of(accountId, DateTimes.utc(now), Buffer.buffer(secret.bytes())))
                .map(rows -> rows.iterator().next())
                .chain(row ->
                        versions.version(accountId, now, row).map(version -> new KeyedVersion(key(row), version)));
    }

    private static Optional<StoredKey> key(Row row) {
        return Optional.of(row).filter(known -> known.getUUID("key_id") != null).map(PgCallerDirectory::storedKey);
    }
}
