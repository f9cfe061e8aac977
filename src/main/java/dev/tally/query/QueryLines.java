package dev.tally.query;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The lines in which accounts wait for their {@link QueryTurns turns}: one for each account, which keeps its order. */
final class QueryLines {
    private final QueryConfig config;
    private final Map<UUID, Line> lines = new HashMap<>();

    /** Every account of which something waits, once; whose turn comes next is in front. */
    private final Queue<UUID> next = new ArrayDeque<>();

    private int waiting;
    private int underWay;

    QueryLines(QueryConfig config) {
        this.config = config;
    }

    /** What becomes of one that comes. */
    enum Admission {
        BEGINS,
        WAITS,
        ACCOUNT_HAS_TOO_MANY,
        TOO_MANY
    }

    /**
     * One that is to be computed.
     *
     * @param place where it goes on when it had to wait
     * @param timer the Vert.x timer that ends the waiting; negative where none does
     */
    record Turn(UUID account, Context place, Runnable computing, AtomicLong timer) {
        Turn(UUID account, Context place, Runnable computing) {
            this(account, place, computing, new AtomicLong(-1));
        }

        void begin() {
            computing.run();
        }

        /** Equal to none but itself. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private static final class Line {
        private final Queue<Turn> waiting = new ArrayDeque<>();
        private int underWay;

        private boolean isIdle() {
            return underWay == 0 && waiting.isEmpty();
        }
    }

    synchronized Admission admit(Turn turn) {
        Line line = lines.computeIfAbsent(turn.account(), account -> new Line());
        if (underWay < config.reports() && hasRoom(line) && line.waiting.isEmpty()) {
            begin(line);
            return Admission.BEGINS;
        }
        if (line.waiting.size() >= config.maxWaitingPerAccount()) {
            return Admission.ACCOUNT_HAS_TOO_MANY;
        }
        if (waiting >= config.maxWaiting()) {
            forgetIdle(turn.account(), line);
            return Admission.TOO_MANY;
        }
        if (line.waiting.isEmpty()) {
            next.add(turn.account());
        }
        line.waiting.add(turn);
        waiting++;
        return Admission.WAITS;
    }

    /** Begins the next one, if one waits that may begin. */
    synchronized Optional<Turn> next() {
        for (int i = next.size(); i > 0 && underWay < config.reports(); i--) {
            UUID account = next.remove();
            Line line = lines.get(account);
            Optional<Turn> turn = hasRoom(line) ? Optional.of(line.waiting.remove()) : Optional.empty();
            if (!line.waiting.isEmpty()) {
                next.add(account);
            }
            if (turn.isPresent()) {
                waiting--;
                begin(line);
                return turn;
            }
        }
        return Optional.empty();
    }

    /** One of an account is computed. */
    synchronized void end(UUID account) {
        Line line = lines.get(account);
        line.underWay--;
        underWay--;
        forgetIdle(account, line);
    }

    /** Takes one out of its line; false where its turn has come already. */
    synchronized boolean leave(Turn turn) {
        Line line = lines.get(turn.account());
        if (line == null || !line.waiting.remove(turn)) {
            return false;
        }
        waiting--;
        if (line.waiting.isEmpty()) {
            next.remove(turn.account());
        }
        forgetIdle(turn.account(), line);
        return true;
    }

    synchronized int waiting() {
        return waiting;
    }

    synchronized int underWay() {
        return underWay;
    }

    private boolean hasRoom(Line line) {
        return line.underWay < config.reportsPerAccount();
    }

    private void begin(Line line) {
        line.underWay++;
        underWay++;
    }

    private void forgetIdle(UUID account, Line line) {
        if (line.isIdle()) {
            lines.remove(account);
        }
    }
}
