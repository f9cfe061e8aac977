package dev.tally;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Tally {
    private Tally() {}

    public static void main(String... args) {
        Quarkus.run(args);
    }
}
