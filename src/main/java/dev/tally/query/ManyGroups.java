package dev.tally.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Where answers with very many groups are worked on: each group takes some ten microseconds until it is JSON, and meanwhile an
 * event loop would keep all others waiting whose connections it serves.
 */
final class ManyGroups {
    private static final int MANY = 200;

    private ManyGroups() {}

    /** The item; whoever works on it does so on a worker thread where there are many groups, and else goes on where it is. */
    static <T> Uni<T> awayFromEventLoop(int groups, T item) {
        Uni<T> here = Uni.createFrom().item(item);
        return groups > MANY ? here.emitOn(Infrastructure.getDefaultWorkerPool()) : here;
    }
}
