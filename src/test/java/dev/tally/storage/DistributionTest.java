package dev.tally.storage;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ops.Schema;
import dev.tally.ops.StartFailure;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** What can be said of the spread tables without a cluster to spread them over. */
@QuarkusTest
final class DistributionTest {
    /** But for partitions, which lie where their table does, and for what Flyway knows on the coordinator. */
    private static final String TABLES = """
            SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
              AND NOT relispartition AND relname <> 'flyway_schema_history'
            """;

    /** Tables whose primary key does not begin with the account. */
    private static final String NOT_BY_ACCOUNT = """
            SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
            WHERE c.relnamespace = current_schema()::regnamespace AND i.indisunique AND a.attname <> 'account_id'
            """;

    @Inject
    Pool pool;

    @Inject
    Schema schema;

    @Test
    void everyTableHasItsPlace() {
        Set<String> placed = new HashSet<>(Distribution.EVERYWHERE);
        placed.addAll(Distribution.BY_ACCOUNT);

        assertEquals(placed, names(TABLES));
    }

    @Test
    void whatIsSpreadByAccountIsUniqueByAccount() {
        Set<String> others = names(NOT_BY_ACCOUNT);

        assertTrue(others.contains("currency_rate"), others::toString);
        others.retainAll(Distribution.BY_ACCOUNT);
        assertEquals(Set.of(), others);
    }

    @Test
    @DisabledIf(value = "dev.tally.testing.TestCluster#isUsed", disabledReason = "this one is a cluster")
    void aDatabaseThatIsNoClusterIsRefused() {
        StartFailure refusal = assertThrows(
                StartFailure.class, () -> schema.distribute().await().indefinitely());

        assertTrue(refusal.getMessage().contains("CREATE EXTENSION citus"), refusal::getMessage);
    }

    private Set<String> names(String query) {
        return StreamSupport.stream(
                        pool.query(query).execute().await().indefinitely().spliterator(), false)
                .map(row -> row.getString(0))
                .collect(toSet());
    }
}
