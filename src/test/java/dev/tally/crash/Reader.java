package dev.tally.crash;

import dev.tally.testing.ServiceClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** A client that reads summaries all the time. It may get no answer, but never a wrong one. */
final class Reader implements Callable<Void> {
    private static final int SERVER_ERROR = 500;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Scene scene;
    private final List<Question> questions;
    private final Random random;
    private final AtomicLong checked;

    /** @param checked counts the answers that were checked */
    Reader(Scene scene, List<Question> questions, int number, AtomicLong checked) {
        this.scene = scene;
        this.questions = questions;
        this.random = new Random(scene.seed() + 1 + number);
        this.checked = checked;
    }

    @Override
    public Void call() throws InterruptedException {
        while (!scene.isOver()) {
            if (ask(questions.get(random.nextInt(questions.size())))) {
                checked.incrementAndGet();
            }
            scene.pause(PAUSE);
        }
        return null;
    }

    private boolean ask(Question question) {
        Sums least = scene.ledger().acknowledged();
        Optional<Answer> answer = scene.ask(random, scene.accountKey(), service -> service.get(question.path()));
        Sums most = scene.ledger().sent();
        if (answer.isEmpty() || answer.get().status() >= SERVER_ERROR) {
            return false;
        }
        question.check(answer.get(), least, most);
        return true;
    }
}
