package dev.tally.cli;

import io.quarkus.runtime.QuarkusApplication;

/** The application of a {@link DatabaseCommand}: it runs the command and ends. */
public final class CommandApplication implements QuarkusApplication {
    @Override
    public int run(String... arguments) {
        return Commands.runWithin(arguments);
    }
}
