package dev.tally.testing;

import io.vertx.mutiny.sqlclient.Pool;

/** Makes reading events impossible for a while. */
public final class BrokenDatabase {
    private BrokenDatabase() {}

    /** Runs a test while the table of the events is gone. */
    public static void during(Pool pool, Runnable test) {
        execute(pool, "ALTER TABLE usage_event RENAME TO usage_event_gone");
        try {
            test.run();
        } finally {
            execute(pool, "ALTER TABLE usage_event_gone RENAME TO usage_event");
        }
    }

    private static void execute(Pool pool, String sql) {
        pool.query(sql).executeAndAwait();
    }
}
