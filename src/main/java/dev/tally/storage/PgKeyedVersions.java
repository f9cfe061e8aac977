package dev.tally.storage;

import dev.tally.access.SecretHash;
import dev.tally.dialect.KeyedVersions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
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

    PgKeyedVersions(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<KeyedVersion> of(UUID accountId, SecretHash secret, Instant now) {
        return pool.preparedQuery(KEY_AND_VERSION)
                .execute(Tuple.of(accountId, now.atOffset(ZoneOffset.UTC), Buffer.buffer(secret.bytes())))
                .map(rows -> keyedVersion(accountId, rows.iterator().next()));
    }

    private static KeyedVersion keyedVersion(UUID accountId, Row row) {
        return new KeyedVersion(
                Optional.of(row)
                        .filter(known -> known.getUUID("key_id") != null)
                        .map(PgCallerDirectory::storedKey),
                PgUsageVersions.version(accountId, row));
    }
}
