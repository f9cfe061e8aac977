package dev.tally.aggregate;

import dev.tally.model.MeteredEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The name of each project: the one that its latest event gave, and of two at the same instant the greater. */
final class ProjectNames {
    private record Naming(Instant time, String name) {
        static final Comparator<Naming> ORDER =
                Comparator.comparing(Naming::time).thenComparing(Naming::name);
    }

    private final Map<String, Naming> latest = new HashMap<>();

    void add(MeteredEvent event) {
        String project = event.dimensions().projectId();
        if (project != null && event.projectName() != null) {
            latest.merge(project, new Naming(event.time(), event.projectName()), this::later);
        }
    }

    Map<String, String> byProject() {
        return latest.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().name()));
    }

    private Naming later(Naming one, Naming other) {
        return Naming.ORDER.compare(one, other) >= 0 ? one : other;
    }
}
