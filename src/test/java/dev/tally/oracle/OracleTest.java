package dev.tally.oracle;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/**
 * Whatever events come in, in whatever order and however often, and whatever is asked: the answer over HTTP is the one
 * that the {@link Oracle} computes. {@code -Doracle.seed=…} repeats a run, {@code -Doracle.rounds=…} sets its
 * length.
 */
@QuarkusTest
class OracleTest {
    private static final int ROUNDS = Integer.getInteger("oracle.rounds", 60);
    private static final int QUESTIONS_PER_ROUND = 8;
    private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());

    @Test
    void answersEqualTheNaiveComputation() {
        JqwikSession.run(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                play(SEED + round);
            }
        });
    }

    private static void play(long seed) {
        Random random = new Random(seed);
        List<SampleEvent> events = drawn(Samples.events(), random);
        Scene scene = Scene.open();
        scene.post(events, random);
        Oracle oracle = new Oracle(events);
        for (int i = 0; i < QUESTIONS_PER_ROUND; i++) {
            Question question = drawn(Samples.question(events), random);
            new Verdict(oracle, question, scene.ask(question), "oracle.seed=" + seed + " " + question).check();
        }
    }

    private static <T> T drawn(Arbitrary<T> arbitrary, Random random) {
        return arbitrary.generator(1000).next(random).value();
    }
}
