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

    /** Done on a worker thread where there are many groups, and else at once; what comes next goes on there. */
    static Uni<Void> awayFromEventLoop(int groups) {
        Uni<Void> here = Uni.createFrom().voidItem();
        return groups > MANY ? here.emitOn(Infrastructure.getDefaultWorkerPool()) : here;
    }
}
