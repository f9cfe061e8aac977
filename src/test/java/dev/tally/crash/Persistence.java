package dev.tally.crash;

import dev.tally.testing.ServiceClient.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks again until there is an answer that says something.
 *
 * @param failedAttempts counts those that came to nothing
 */
record Persistence(Scene scene, Random random, AtomicLong failedAttempts) {
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);
    private static final int SERVER_ERROR = 500;

    /**
     * What came of it.
     *
     * @param answer good, or a refusal of the request itself
     * @param again whether an earlier attempt may have done it already
     */
    record Outcome(Answer answer, boolean again) {
        /** Whether it is done, where an attempt that comes too late finds nothing there. */
        boolean isGone() {
            return answer.isOk() || (again && answer.status() == 404);
        }
    }

    Outcome ask(String credential, Scene.Request request) throws InterruptedException {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        boolean again = false;
        while (System.nanoTime() < deadline) {
            Optional<Answer> answer = scene.ask(random, credential, request);
            if (answer.filter(one -> one.status() < SERVER_ERROR).isPresent()) {
                return new Outcome(answer.get(), again);
            }
            again = true;
            failedAttempts.incrementAndGet();
            Thread.sleep(20 + random.nextInt(80));
        }
        throw new AssertionError("nobody answers");
    }
}
