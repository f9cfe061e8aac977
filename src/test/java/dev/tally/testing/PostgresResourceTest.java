package dev.tally.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
final class PostgresResourceTest {
    @Inject
    Pool pool;

    @ConfigProperty(name = "tally.database.url")
    String url;

    @Test
    void theServiceUnderTestHasAMigratedDatabaseOfItsOwn() {
        Row row = pool.query("SELECT current_database() AS name, count(*) AS migrations FROM flyway_schema_history")
                .executeAndAwait()
                .iterator()
                .next();

        assertTrue(url.endsWith("/" + row.getString("name")));
        assertTrue(row.getLong("migrations") > 0);
        assertTrue(row.getString("name").startsWith("test_"));
    }
}
