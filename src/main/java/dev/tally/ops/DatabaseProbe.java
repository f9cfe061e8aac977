package dev.tally.ops;

import io.smallrye.mutiny.Uni;

/** Asks the database about itself. */
public interface DatabaseProbe {
    /** Fails where it does not answer. */
    Uni<DatabaseFacts> facts();
}
