package dev.tally.testing;

import io.vertx.mutiny.sqlclient.Pool;

/** Makes reading events impossible for a while. */
public final class BrokenDatabase {
    private BrokenDatabase() {}

    /** Runs a test while the queue of pending batches, which every summary reads, is gone. */
    public static void during(Pool pool, Runnable test) {
        execute(pool, "ALTER TABLE pending_batch RENAME TO pending_batch_gone");
        try {
            test.run();
        } finally {
            execute(pool, "ALTER TABLE pending_batch_gone RENAME TO pending_batch");
        }
    }

    private static void execute(Pool pool, String sql) {
        pool.query(sql).executeAndAwait();
    }
}
