package dev.tally.testing;

/** Makes reading events impossible for a while. */
public final class BrokenDatabase {
    private BrokenDatabase() {}

    /** Runs a test while the queue of pending batches, which every summary reads, is gone. */
    public static void during(Runnable test) {
        ServiceDatabase.execute("ALTER TABLE pending_batch RENAME TO pending_batch_gone");
        try {
            test.run();
        } finally {
            ServiceDatabase.execute("ALTER TABLE pending_batch_gone RENAME TO pending_batch");
        }
    }
}
