package dev.tally.cli;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Callable;

/** A command that works with the database, in an application that opens no port. The result is its exit code. */
abstract class DatabaseCommand implements Callable<Integer> {
    static final int DONE = 0;

    /** Waits for something. */
    static <T> T await(Uni<T> uni) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> uni);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
