package dev.tally.cli;

import dev.tally.ops.DatabaseFacts;
import dev.tally.ops.DatabaseFailure;
import dev.tally.ops.DatabaseProbe;
import dev.tally.ops.Schema;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Says whether a service could run here, and what is in its way. */
@Unremovable
@Dependent
@Command(
        name = "check",
        description = {
            "Check the settings, the database, its version and schema, and the clocks; one line for each.",
            "Changes nothing. Ends with 0 if a service could run here, with 1 if something is in its way."
        })
class CheckCommand extends DatabaseCommand {
    private static final int FAILED = 1;
    private static final int OLDEST_POSTGRESQL = 150_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOST_SKEW = Duration.ofSeconds(5);

    @Inject
    DatabaseProbe probe;

    @Inject
    Schema schema;

    @Inject
    Clock clock;

    private boolean failed;

    @Override
    public Integer call() {
        line(true, "settings", "every one is known and has a value that can be used");
        attempt("database", this::checkDatabase);
        return failed ? FAILED : DONE;
    }

    private void attempt(String what, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            line(false, what, DatabaseFailure.reason(e));
        }
    }

    private void checkDatabase() {
        Instant asked = clock.instant();
        DatabaseFacts facts = await(probe.facts().ifNoItem().after(PATIENCE).fail());
        Instant answered = clock.instant();
        line(true, "database", "answers");
        line(facts.versionNumber() >= OLDEST_POSTGRESQL, "PostgreSQL", facts.version() + " (15 or later is needed)");
        attempt("schema", this::checkSchema);
        checkClock(facts, asked, answered);
    }

    private void checkSchema() {
        int present = await(schema.present()).orElse(0);
        int needed = schema.needed();
        String versions = "version " + present + ", version " + needed + " is needed";
        line(present >= needed, "schema", present < needed ? versions + ": run the command migrate" : versions);
    }

    /** The answer was on its way for some time: what that explains is no difference. */
    private void checkClock(DatabaseFacts facts, Instant asked, Instant answered) {
        Duration skew = facts.now().isBefore(asked)
                ? Duration.between(facts.now(), asked)
                : facts.now().isAfter(answered) ? Duration.between(answered, facts.now()) : Duration.ZERO;
        line(
                skew.compareTo(MOST_SKEW) <= 0,
                "clock",
                String.format(
                        Locale.ROOT,
                        "differs by %.1f s from the database's (%d s are bearable)",
                        skew.toMillis() / 1000.0,
                        MOST_SKEW.toSeconds()));
    }

    private void line(boolean good, String what, String text) {
        failed |= !good;
        System.out.printf("%-7s %-10s  %s%n", good ? "ok" : "FAILED", what, text);
    }
}
