package dev.tally.cli;

import dev.tally.ops.Schema;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings the schema of the database up to date. */
@Unremovable
@Dependent
@Command(
        name = "migrate",
        description = {
            "Bring the schema of the database up to date, and end.",
            "May run while services use the database, and more than once at a time: whoever comes second waits. A schema that"
                    + " is newer than this program stays as it is."
        })
class MigrateCommand extends DatabaseCommand {
    @Option(
            names = "--distributed",
            description =
                    "On the coordinator of a Citus cluster: also spread the tables over its workers, by account. Do it"
                            + " before the first event is stored.")
    boolean distributed;

    @Inject
    Schema schema;

    @Override
    public Integer call() {
        int migrations = schema.migrate();
        int version = await(schema.present()).orElse(0);
        System.out.println(
                migrations == 0
                        ? "the schema has version " + version + " already"
                        : "migrated the schema to version " + version + " in " + migrations + " steps");
        if (distributed) {
            System.out.println("spread " + await(schema.distribute()) + " tables over the workers of the cluster");
        }
        return DONE;
    }
}
