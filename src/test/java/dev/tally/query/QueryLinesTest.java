package dev.tally.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.query.QueryLines.Admission;
import dev.tally.query.QueryLines.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two at once of an account, three of all; three of an account may wait, four of all. */
final class QueryLinesTest {
    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);

    private final QueryLines lines = new QueryLines(new Few());

    private record Few() implements QueryConfig {
        @Override
        public int maxGroups() {
            return 1;
        }

        @Override
        public long maxScannedEvents() {
            return 1;
        }

        @Override
        public long maxPendingEvents() {
            return 1;
        }

        @Override
        public int reportsPerAccount() {
            return 2;
        }

        @Override
        public int reports() {
            return 3;
        }

        @Override
        public int maxWaitingPerAccount() {
            return 3;
        }

        @Override
        public int maxWaiting() {
            return 4;
        }

        @Override
        public Duration maxWait() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(1);
        }
    }

    @Test
    void anAccountNeverHasMoreThanItsShare() {
        begins(A);
        begins(A);
        Turn third = waits(A);
        begins(B);
        assertEquals(3, lines.underWay());

        lines.end(B);
        assertEquals(Optional.empty(), lines.next(), "there is room, but not for this account");
        lines.end(A);
        assertEquals(Optional.of(third), lines.next());
        assertEquals(Optional.empty(), lines.next());
        assertEquals(2, lines.underWay());
    }

    @Test
    void accountsTakeTurnsAndEachKeepsItsOrder() {
        begins(A);
        begins(A);
        begins(B);
        Turn a1 = waits(A);
        Turn a2 = waits(A);
        Turn b1 = waits(B);
        Turn c1 = waits(C);

        lines.end(A);
        assertEquals(Optional.of(a1), lines.next());
        lines.end(A);
        assertEquals(Optional.of(b1), lines.next(), "account A had its turn");
        lines.end(B);
        assertEquals(Optional.of(c1), lines.next());
        lines.end(B);
        assertEquals(Optional.of(a2), lines.next());
        assertEquals(0, lines.waiting());
    }

    @Test
    void noMoreOfAnAccountWaitThanMay() {
        begins(A);
        begins(A);
        for (int i = 0; i < 3; i++) {
            waits(A);
        }

        assertEquals(Admission.ACCOUNT_HAS_TOO_MANY, lines.admit(turn(A)));
        begins(B);
        waits(B);
        assertEquals(Admission.TOO_MANY, lines.admit(turn(C)));
        assertEquals(4, lines.waiting());
    }

    @Test
    void whoeverLeavesIsNotCalled() {
        begins(A);
        begins(A);
        Turn first = waits(A);
        Turn second = waits(A);

        assertTrue(lines.leave(first));
        assertFalse(lines.leave(first));
        lines.end(A);
        assertEquals(Optional.of(second), lines.next());
        assertFalse(lines.leave(second), "its turn has come");
    }

    @Test
    void whenAllIsDoneEverythingBeginsAnew() {
        begins(A);
        begins(A);
        Turn waiting = waits(A);
        lines.end(A);
        assertEquals(Optional.of(waiting), lines.next());
        lines.end(A);
        lines.end(A);

        assertEquals(0, lines.underWay());
        begins(A);
        begins(A);
        begins(B);
    }

    private void begins(UUID account) {
        assertEquals(Admission.BEGINS, lines.admit(turn(account)));
    }

    private Turn waits(UUID account) {
        Turn turn = turn(account);
        assertEquals(Admission.WAITS, lines.admit(turn));
        return turn;
    }

    private static Turn turn(UUID account) {
        return new Turn(account, null, () -> {});
    }
}
