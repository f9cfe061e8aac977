package dev.tally.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A task, work order or snapshot.
 *
 * @param status its present one; null where no event ever gave one
 * @param events those that belong to it
 */
record Unit(Kind kind, Instant startedAt, String status, List<SampleEvent> events) {
    /** What an event says of its units of each kind. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Kind {
        TASK(SampleEvent::task, SampleEvent::taskStatus, SampleEvent::taskStartedAt),
        WORK_ORDER(SampleEvent::workOrder, event -> null, event -> null),
        SNAPSHOT(SampleEvent::snapshot, SampleEvent::snapshotStatus, event -> null);

        private final Function<SampleEvent, String> id;
        private final Function<SampleEvent, String> status;
        private final Function<SampleEvent, Instant> startedAt;

        Kind(
                Function<SampleEvent, String> id,
                Function<SampleEvent, String> status,
                Function<SampleEvent, Instant> startedAt) {
            this.id = id;
            this.status = status;
            this.startedAt = startedAt;
        }
    }

    static List<Unit> of(List<SampleEvent> events) {
        List<Unit> units = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            events.stream()
                    .filter(event -> kind.id.apply(event) != null)
                    .collect(Collectors.groupingBy(kind.id))
                    .values()
                    .forEach(own -> units.add(new Unit(kind, startedAt(kind, own), status(kind, own), own)));
        }
        return units;
    }

    /** The same unit with those of its events that somebody asks for. */
    Unit with(List<SampleEvent> some) {
        return new Unit(kind, startedAt, status, some);
    }

    boolean byok() {
        return events.stream().anyMatch(SampleEvent::byok);
    }

    private static Instant startedAt(Kind kind, List<SampleEvent> own) {
        return own.stream()
                .map(kind.startedAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> own.stream()
                        .map(SampleEvent::time)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
    }

    private static String status(Kind kind, List<SampleEvent> own) {
        return own.stream()
                .filter(event -> kind.status.apply(event) != null)
                .max(Comparator.comparing(SampleEvent::time).thenComparing(SampleEvent::id))
                .map(kind.status)
                .orElse(null);
    }
}
