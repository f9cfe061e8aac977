package dev.tally.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tally.testing.RawAnswer;
import java.util.List;

/** What holds for every answer, whatever was asked. */
final class AnswerRules {
    private static final int BAD_REQUEST = 400;

    /** Of an answer, which then is none. */
    private static final int TOO_MANY_PARTS = 422;

    private static final int FIRST_SERVER_ERROR = 500;
    private static final List<String> NOBODYS_BUSINESS =
            List.of("Exception", "io.vertx", "io.quarkus", "\tat ", "PgException", "SELECT ", "Quarkus", "Netty");

    private final Findings findings;

    AnswerRules(Findings findings) {
        this.findings = findings;
    }

    void check(Trial trial, RawAnswer answer) {
        Expected expected = trial.expected();
        if (expected.fate() == Fate.ACCEPTED && !answer.isGood() && answer.status() != TOO_MANY_PARTS) {
            findings.add("what is good was refused", trial, answer);
        }
        if (expected.fate() == Fate.REFUSED && answer.isGood()) {
            findings.add("what is not good was accepted", trial, answer);
        }
        if (answer.status() == BAD_REQUEST
                && expected.culprit()
                        .filter(name -> !answer.text().contains(name))
                        .isPresent()) {
            findings.add("a refusal does not name what is wrong", trial, answer);
        }
        if (!isResultOfEvents(trial, answer)) {
            check(trial, trial.request().target(), answer);
        }
    }

    /** Whatever asked for the target. */
    void check(Object trial, String target, RawAnswer answer) {
        if (answer.status() >= FIRST_SERVER_ERROR) {
            findings.add("an answer says that the service failed", trial, answer);
        }
        if (answer.header("x-request-id").filter(id -> !id.isBlank()).isEmpty()) {
            findings.add("an answer has no X-Request-Id", trial, answer);
        }
        if (NOBODYS_BUSINESS.stream().anyMatch(answer.text()::contains)) {
            findings.add("an answer tells of the inside of the service", trial, answer);
        }
        if (answer.status() >= BAD_REQUEST) {
            checkRefusal(trial, ErrorContract.at(target), answer);
        } else if (!answer.text().isEmpty()) {
            checkType(trial, "application/json", answer);
        }
    }

    private void checkRefusal(Object trial, ErrorContract contract, RawAnswer answer) {
        checkType(trial, contract.mediaType(), answer);
        try {
            contract.errors().assertHolds(answer.text());
        } catch (AssertionError | IllegalArgumentException e) {
            findings.add("a refusal is not in the format of " + contract, trial, answer);
        }
    }

    private void checkType(Object trial, String type, RawAnswer answer) {
        if (answer.header("content-type")
                .map(header -> header.replaceFirst(";.*", ""))
                .filter(type::equals)
                .isEmpty()) {
            findings.add("an answer is not " + type, trial, answer);
        }
    }

    /** Where all of the events are to be stored or none, the refusal is the list of what is wrong with them. */
    private static boolean isResultOfEvents(Trial trial, RawAnswer answer) {
        try {
            return trial.operation().takesEvents()
                    && trial.request().target().contains("atomic=true")
                    && answer.status() == BAD_REQUEST
                    && answer.json().path("rejected").asInt() > 0;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
