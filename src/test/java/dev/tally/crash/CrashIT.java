package dev.tally.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services and their PostgreSQL are killed again and again while events come in: in the end every event counts, once.
 * {@code -Dcrash.kills=…} says how often, {@code -Dcrash.seed=…} repeats the clients' part of a run.
 */
// An embedded PostgreSQL is killed in another way there.
@DisabledOnOs(OS.WINDOWS)
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int POSTERS = 5;
    private static final int READERS = 2;
    private static final String ORGANIZATION = "org_crash";

    @TempDir
    Path folder;

    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = Stage.in(folder);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void what_is_acknowledged_counts_once_whatever_is_killed() throws Exception {
        System.out.printf("CrashIT: crash.kills=%d crash.seed=%d%n", KILLS, SEED);
        Scene scene = stage.scene(SEED, ORGANIZATION);
        List<Question> questions = Question.about(ORGANIZATION);
        FinalCount count = new FinalCount(scene, questions);

        play(scene, questions);
        stage.settle(scene, questions.get(0));

        count.check();
        stage.rollEverything();
        count.check();
    }

    private void play(Scene scene, List<Question> questions) throws Exception {
        AtomicLong failedAttempts = new AtomicLong();
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < POSTERS; i++) {
            clients.add(stage.play(new Poster(scene, "client" + i, failedAttempts)));
        }
        AtomicLong answers = new AtomicLong();
        for (int i = 0; i < READERS; i++) {
            clients.add(stage.play(new Reader(scene, questions, i, answers)));
        }
        AtomicLong rolls = new AtomicLong();
        clients.add(stage.play(new Roller(scene, rolls)));
        Map<String, Integer> killed =
                stage.awaitEnd(stage.play(new Killer(scene, stage.victims(), KILLS, stage.threads())), clients);
        System.out.printf(
                "CrashIT: killed %s; %d batches with %d events, %d attempts failed; %d answers checked, %d rolls%n",
                killed,
                scene.ledger().batches(),
                scene.ledger().acknowledged().events(),
                failedAttempts.get(),
                answers.get(),
                rolls.get());
        assertTrue(failedAttempts.get() > 0, "the kills were felt");
    }
}
