package dev.tally;

import dev.tally.cli.Commands;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The program: its first argument is a command, {@code serve} if there is none. */
@QuarkusMain
public final class Tally {
    /**
     * Quarkus would answer targets that are not URIs by itself, without a word; {@code dev.tally.dialect} says what is wrong
     * with them. It asks for this before it reads any configuration.
     */
    private static final String LEAVE_TARGETS_TO_US = "vertx.disableURIValidation";

    private Tally() {}

    public static void main(String... arguments) {
        System.setProperty(LEAVE_TARGETS_TO_US, "true");
        Commands.run(arguments);
    }
}
