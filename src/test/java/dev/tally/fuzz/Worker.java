package dev.tally.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tally.testing.PackagedService;
import dev.tally.testing.RawAnswer;
import dev.tally.testing.RawConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** One of those who ask, with events of its own that nobody else touches. */
final class Worker {
    private static final int RAW_ONE_IN = 12;

    private final PackagedService service;
    private final Findings findings;
    private final Ledger ledger;
    private final Random random;
    private final TrialMaker trials;
    private final RawTrials rawTrials;
    private final Client client;
    private final AnswerRules rules;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, Long> nanos = new TreeMap<>();

    Worker(PackagedService service, List<Operation> operations, Cast cast, Findings findings, long seed) {
        this.service = service;
        this.findings = findings;
        this.ledger = new Ledger(findings);
        this.random = new Random(seed);
        this.trials = new TrialMaker(operations, random, cast, ledger);
        this.rawTrials = new RawTrials(random, cast.key());
        this.client = new Client(service.url());
        this.rules = new AnswerRules(findings);
    }

    Ledger ledger() {
        return ledger;
    }

    /** How often each status came; {@link RawTrial#CLOSED} where no answer did, and did not have to. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** How long the answers of each operation took together. */
    Map<String, Long> nanos() {
        return nanos;
    }

    Void ask(int requests) throws InterruptedException, JsonProcessingException {
        for (int i = 0; i < requests; i++) {
            if (random.nextInt(RAW_ONE_IN) == 0) {
                ask(rawTrials.next());
            } else {
                ask(trials.next());
            }
        }
        return null;
    }

    private void ask(Trial trial) throws InterruptedException, JsonProcessingException {
        long start = System.nanoTime();
        try {
            RawAnswer answer = client.send(trial.request());
            nanos.merge(trial.operation().id(), System.nanoTime() - start, Long::sum);
            count(answer.status());
            rules.check(trial, answer);
            ledger.settle(trial, answer);
        } catch (IOException e) {
            findings.add("no answer came", trial, e);
        }
    }

    private void ask(RawTrial trial) {
        try (RawConnection connection = new RawConnection(service.url(), Client.TIMEOUT)) {
            connection.send(trial.bytes());
            Optional<RawAnswer> answer = connection.answer();
            int status = answer.map(RawAnswer::status).orElse(RawTrial.CLOSED);
            count(status);
            if (!trial.statuses().contains(status)) {
                findings.add("bytes were answered in another way", trial, answer);
            }
            answer.filter(known -> !trial.target().isEmpty())
                    .ifPresent(known -> rules.check(trial, trial.target(), known));
        } catch (IOException e) {
            findings.add("no answer came", trial, e);
        }
    }

    private void count(int status) {
        statuses.merge(status, 1, Integer::sum);
    }
}
