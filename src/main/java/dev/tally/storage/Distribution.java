package dev.tally.storage;

import dev.tally.ops.StartFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the tables are on a Citus cluster. Everything of an account is in the shards of one worker, so that its statements and
 * transactions stay there. What is looked up across accounts, and small, every node has whole.
 */
final class Distribution {
    /** In an order in which none refers to a later one. */
    static final List<String> EVERYWHERE =
            List.of("account", "member", "api_key", "credit_grant", "currency_rate", "usage_retention");

    /** The first says how; the others lie where it does. */
    static final List<String> BY_ACCOUNT = List.of(
            "account_usage",
            "event_key",
            "pending_batch",
            "usage_event",
            "unit_of_work",
            "unit_use",
            "usage_cell",
            "event_change");

    private static final String IS_CITUS = "SELECT FROM pg_extension WHERE extname = 'citus'";

    private static final String WORKERS = "SELECT FROM citus_get_active_worker_nodes()";

    private static final String IS_SPREAD = """
            SELECT FROM citus_tables
            WHERE table_name = '%s'::regclass AND citus_table_type IN ('reference', 'distributed')
            """;

    private final Pool pool;

    Distribution(Pool pool) {
        this.pool = pool;
    }

    /**
     * Spreads those tables that are not spread yet, one by one: a second run goes on where the first one failed. The function
     * comes last, and anew each time, as it belongs to the version of the program.
     */
    Uni<Integer> distribute() {
        return require(IS_CITUS, "has no extension citus: run CREATE EXTENSION citus on each node first")
                .chain(() -> require(WORKERS, "knows no worker: run SELECT citus_add_node(host, port) for each first"))
                .chain(this::forgetRevisions)
                .chain(() -> Multi.createFrom()
                        .iterable(statements())
                        .onItem()
                        .transformToUniAndConcatenate(this::spread)
                        .collect()
                        .with(Collectors.summingInt(spread -> spread)))
                .call(this::makeFunction);
    }

    /** Whatever has triggers cannot be spread. */
    private Uni<Void> forgetRevisions() {
        return rows(IS_SPREAD.formatted(EVERYWHERE.get(0)))
                .chain(found -> found.size() > 0
                        ? Uni.createFrom().voidItem()
                        : rows("SELECT forget_account_revisions()").replaceWithVoid());
    }

    private Uni<Void> makeFunction() {
        return Multi.createFrom()
                .iterable(StoringFunction.DEFINITION)
                .onItem()
                .transformToUniAndConcatenate(this::rows)
                .onItem()
                .ignoreAsUni()
                .chain(() -> rows(StoringFunction.SPREAD))
                .replaceWithVoid();
    }

    private Uni<Void> require(String query, String otherwise) {
        return rows(query)
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw new StartFailure("the database " + otherwise);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Integer> spread(Table table) {
        return rows(IS_SPREAD.formatted(table.name()))
                .chain(found -> found.size() > 0
                        ? Uni.createFrom().item(0)
                        : rows(table.statement()).replaceWith(1));
    }

    private Uni<RowSet<Row>> rows(String sql) {
        return pool.query(sql).execute();
    }

    private static List<Table> statements() {
        return Stream.concat(
                        EVERYWHERE.stream().map(Table::everywhere),
                        BY_ACCOUNT.stream().map(Table::byAccount))
                .toList();
    }

    private record Table(String name, String statement) {
        static Table everywhere(String name) {
            return new Table(name, "SELECT create_reference_table('" + name + "')");
        }

        static Table byAccount(String name) {
            String like = name.equals(BY_ACCOUNT.get(0)) ? "none" : BY_ACCOUNT.get(0);
            return new Table(
                    name,
                    "SELECT create_distributed_table('" + name + "', 'account_id', colocate_with => '" + like + "')");
        }
    }
}
