package dev.tally.ops;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The tables of the service, in versions that count up. */
public interface Schema {
    /** The version that this program was built for. */
    int needed();

    /** The version of the database; empty where it has no tables yet. Fails where the database does not answer. */
    Uni<Optional<Integer>> present();

    /**
     * Brings the database to the version needed, and leaves a newer one as it is. Whoever comes second waits. Blocks.
     *
     * @return how many versions it went on
     */
    int migrate();

    /**
     * Spreads the tables over the workers of a Citus cluster, by account; those that are spread stay as they are. Fails with a
     * {@link StartFailure} where the database is not the coordinator of one.
     *
     * @return how many tables it spread
     */
    Uni<Integer> distribute();
}
