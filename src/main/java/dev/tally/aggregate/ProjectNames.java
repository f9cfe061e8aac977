package dev.tally.aggregate;

import dev.tally.model.MeteredEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The name of each project: the one that its latest event gave, and of two at the same instant the greater. */
final class ProjectNames {
    private final Map<String, Naming> latest = new HashMap<>();

    void add(MeteredEvent event) {
        if (event.projectName() != null) {
            add(event.dimensions().projectId(), new Naming(event.time(), event.projectName()));
        }
    }

    /** @param project null for none */
    void add(String project, Naming name) {
        if (project != null) {
            latest.merge(project, name, Naming::later);
        }
    }

    Map<String, String> byProject() {
        return latest.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().name()));
    }
}
