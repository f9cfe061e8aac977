package dev.tally.aggregate;

import java.time.Instant;
import java.util.Comparator;

/** What an event called its project. */
record Naming(Instant time, String name) {
    private static final Comparator<Naming> ORDER =
            Comparator.comparing(Naming::time).thenComparing(Naming::name);

    /** The one that counts: of the later event, and of two at the same instant the greater. */
    Naming later(Naming other) {
        return ORDER.compare(this, other) >= 0 ? this : other;
    }
}
