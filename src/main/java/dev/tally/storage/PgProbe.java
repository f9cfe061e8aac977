package dev.tally.storage;

import dev.tally.ops.DatabaseFacts;
import dev.tally.ops.DatabaseProbe;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;

/** Asks PostgreSQL. */
@Singleton
class PgProbe implements DatabaseProbe {
    private static final String FACTS = """
            SELECT current_setting('server_version'), current_setting('server_version_num')::integer, clock_timestamp()
            """;

    private final Pool pool;

    PgProbe(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<DatabaseFacts> facts() {
        return pool.query(FACTS)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new DatabaseFacts(
                        row.getString(0),
                        row.getInteger(1),
                        row.getOffsetDateTime(2).toInstant()));
    }
}
