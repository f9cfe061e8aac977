package dev.tally;

import dev.tally.cli.Commands;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The program: its first argument is a command, {@code serve} if there is none. */
@QuarkusMain
public final class Tally {
    private Tally() {}

    public static void main(String... arguments) {
        Commands.run(arguments);
    }
}
