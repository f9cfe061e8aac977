package dev.tally.query;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Opens snapshots of the stored usage. */
public interface UsageSnapshots {
    /** Runs {@code reading} on a snapshot, which is closed when its result is there. */
    <T> Uni<T> read(Function<UsageSnapshot, Uni<T>> reading);
}
