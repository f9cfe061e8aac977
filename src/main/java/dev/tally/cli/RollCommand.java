package dev.tally.cli;

import dev.tally.ops.DatabaseStart;
import dev.tally.rollup.Rolled;
import dev.tally.rollup.Rolls;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rolls without serving: for schedulers on platforms that give a service no time between requests, and for operators. */
@Unremovable
@Dependent
@Command(
        name = "roll",
        description = {
            "Add pending events to the cells that summaries are read from, and end.",
            "For schedulers, where TALLY_ROLL_AUTOMATIC=false keeps the service from doing it by itself. Answers are the same"
                    + " before and after, and cost less."
        })
class RollCommand extends DatabaseCommand {
    @Option(
            names = "--all",
            description = "Go on until nothing is pending, events that come in meanwhile included; without it, what was"
                    + " pending at the start is rolled.")
    boolean all;

    @Inject
    DatabaseStart database;

    @Inject
    Rolls rolls;

    @Override
    public Integer call() {
        database.once();
        Rolled rolled = await(rolls.rollAll());
        for (Rolled more = rolled; all && !more.isNothing(); rolled = rolled.plus(more)) {
            more = await(rolls.rollAll());
        }
        print(rolled);
        return DONE;
    }

    static void print(Rolled rolled) {
        System.out.printf(
                "rolled %d events and %d units of work into %d cells%n",
                rolled.events(), rolled.units(), rolled.cells());
    }
}
