package dev.tally.crash;

import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** A client that reads summaries all the time. It may get no answer, but never a wrong one. */
final class Reader implements Callable<Long> {
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Scene scene;
    private final List<Question> questions;
    private final Random random;

    Reader(Scene scene, List<Question> questions) {
        this.scene = scene;
        this.questions = questions;
        this.random = new Random(scene.seed() + 1);
    }

    /** Returns how many answers it checked. */
    @Override
    public Long call() throws InterruptedException {
        long checked = 0;
        while (!scene.isOver()) {
            checked += ask(questions.get(random.nextInt(questions.size()))) ? 1 : 0;
            scene.pause(PAUSE);
        }
        return checked;
    }

    private boolean ask(Question question) {
        Sums least = scene.ledger().acknowledged();
        try {
            Answer answer = scene.anyService(random).as(scene.accountKey()).get(question.path());
            Sums most = scene.ledger().sent();
            if (answer.status() == OK) {
                question.check(answer.json(), least, most);
            } else if (answer.status() < SERVER_ERROR) {
                throw new AssertionError(question.path() + ": " + answer.status() + " " + answer.text());
            }
            return answer.status() == OK;
        } catch (IOException e) {
            return false;
        }
    }
}
