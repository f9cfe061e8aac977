package dev.tally.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;

/** A Job of Cloud Run, {@code run.googleapis.com/v1}, as far as we use it: no library has a model of it. */
record CloudRunJob(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
    record Spec(Execution template) {}

    record Execution(ObjectMeta metadata, ExecutionSpec spec) {}

    record ExecutionSpec(Integer parallelism, Integer taskCount, Task template) {}

    record Task(TaskSpec spec) {}

    record TaskSpec(
            String serviceAccountName, Integer maxRetries, Integer timeoutSeconds, List<Container> containers) {}
}
