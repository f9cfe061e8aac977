package dev.tally.storage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the database is a Citus cluster over which the tables are spread. The statements for one differ here and there. */
@ApplicationScoped
class Cluster {
    /** Made last of all. */
    private static final String HAS_FUNCTION =
            "SELECT to_regprocedure('" + StoringFunction.SIGNATURE + "') IS NOT NULL";

    private final AtomicReference<Boolean> spread = new AtomicReference<>();

    /** Asks again next time, unless they were spread: for when the database refused a statement, as it might if they are by now. */
    void askAgain() {
        spread.updateAndGet(known -> Boolean.TRUE.equals(known) ? known : null);
    }

    /** Asks the database at the first call. */
    Uni<Boolean> isSpread(SqlClient client) {
        Boolean known = spread.get();
        return known != null
                ? Uni.createFrom().item(known)
                : client.query(HAS_FUNCTION)
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean(0))
                        .invoke(spread::set);
    }
}
