package dev.tally.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tally.access.SecretHash;
import dev.tally.access.StoredKey;
import dev.tally.dialect.KeyedVersions;
import dev.tally.http.DateTimes;
import dev.tally.query.UsageVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads a key and a version in one statement: a round trip on one connection instead of two on two. Of a key that was read
 * before, no more than a number is read, which tells whether all is still so that was read with it.
 */
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

    /** About 1 KB each. */
    private static final int MOST_KEYS = 4096;

    private final Pool pool;
    private final PgUsageVersions versions;
    private final Cluster cluster;
    private final Cache<Identity, KnownKey> known =
            Caffeine.newBuilder().maximumSize(MOST_KEYS).executor(Runnable::run).build();

    PgKeyedVersions(Pool pool, PgUsageVersions versions, Cluster cluster) {
        this.pool = pool;
        this.versions = versions;
        this.cluster = cluster;
    }

    @Override
    public Uni<KeyedVersion> of(UUID accountId, SecretHash secret, Instant now) {
        Identity identity = new Identity(accountId, secret);
        return Optional.ofNullable(known.getIfPresent(identity))
                .filter(key -> key.holdsAt(now))
                .map(key -> confirmed(identity, key, now))
                .orElseGet(() -> read(identity, now));
    }

    private Uni<KeyedVersion> confirmed(Identity identity, KnownKey known, Instant now) {
        return pool.preparedQuery(PgUsageVersions.USAGE_VERSION)
                .execute(Tuple.of(identity.accountId(), DateTimes.utc(now)))
                .map(rows -> rows.iterator().next())
                .chain(row -> known.isStillSo(row.getString("store"), row.getLong("revision"))
                        ? versions.version(identity.accountId(), now, row, known.credits())
                                .map(version -> new KeyedVersion(Optional.of(known.key()), version))
                        : read(identity, now));
    }

    private Uni<KeyedVersion> read(Identity identity, Instant now) {
        return pool.preparedQuery(KEY_AND_VERSION)
                .execute(Tuple.of(
                        identity.accountId(),
                        DateTimes.utc(now),
                        Buffer.buffer(identity.secret().bytes())))
                .map(rows -> rows.iterator().next())
                .chain(row -> versions.version(identity.accountId(), now, row)
                        .map(version -> new KeyedVersion(key(row), version))
                        .call(found -> remember(identity, found, row.getLong("revision"), now)));
    }

    /** Where nobody counts, a revision that was brought there with the data of another database says nothing. */
    private Uni<Boolean> remember(Identity identity, KeyedVersion found, Long revision, Instant now) {
        if (revision == null || found.key().isEmpty()) {
            return Uni.createFrom().item(false);
        }
        UsageVersion version = found.version();
        KnownKey key = new KnownKey(found.key().get(), version.credits(), version.store(), revision, now);
        return cluster.isSpread(pool).invoke(spread -> {
            if (!spread) {
                known.put(identity, key);
            }
        });
    }

    private static Optional<StoredKey> key(Row row) {
        return Optional.of(row).filter(known -> known.getUUID("key_id") != null).map(PgCallerDirectory::storedKey);
    }

    private record Identity(UUID accountId, SecretHash secret) {}
}
