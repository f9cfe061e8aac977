package dev.tally.deploy;

import io.fabric8.knative.serving.v1.RevisionSpec;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one container of a pod that some object asks for, whatever the platform.
 *
 * @param labels the pod's
 * @param security the pod's, where the platform has such
 */
record Workload(
        Manifest manifest,
        Map<String, String> labels,
        String serviceAccount,
        Optional<PodSecurityContext> security,
        Container container) {

    /** Empty for objects without pods. */
    static Optional<Workload> of(Manifest manifest) {
        Object object = manifest.model();
        if (object instanceof Deployment deployment) {
            return Optional.of(in(manifest, deployment.getSpec().getTemplate()));
        }
        if (object instanceof StatefulSet set) {
            return Optional.of(in(manifest, set.getSpec().getTemplate()));
        }
        if (object instanceof Job job) {
            return Optional.of(in(manifest, job.getSpec().getTemplate()));
        }
        if (object instanceof CronJob job) {
            return Optional.of(
                    in(manifest, job.getSpec().getJobTemplate().getSpec().getTemplate()));
        }
        if (object instanceof Service service) {
            RevisionSpec spec = service.getSpec().getTemplate().getSpec();
            return Optional.of(new Workload(
                    manifest,
                    labels(service.getSpec().getTemplate().getMetadata()),
                    spec.getServiceAccountName(),
                    Optional.empty(),
                    only(spec.getContainers())));
        }
        if (object instanceof CloudRunJob job) {
            CloudRunJob.TaskSpec spec = job.spec().template().spec().template().spec();
            return Optional.of(new Workload(
                    manifest, Map.of(), spec.serviceAccountName(), Optional.empty(), only(spec.containers())));
        }
        return Optional.empty();
    }

    /** Whether it runs our image. Patches name none, and are patches of ours. */
    boolean isTally() {
        String image = container.getImage();
        return image == null || image.matches("(.*/)?tally(:.*)?");
    }

    boolean isService() {
        return isTally()
                && container.getPorts() != null
                && !container.getPorts().isEmpty();
    }

    Stream<Probe> probes() {
        return Stream.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                .filter(Objects::nonNull);
    }

    List<EnvVar> environment() {
        return container.getEnv();
    }

    @Override
    public String toString() {
        return manifest.toString();
    }

    private static Workload in(Manifest manifest, PodTemplateSpec template) {
        return new Workload(
                manifest,
                labels(template.getMetadata()),
                template.getSpec().getServiceAccountName(),
                Optional.ofNullable(template.getSpec().getSecurityContext()),
                only(template.getSpec().getContainers()));
    }

    private static Map<String, String> labels(ObjectMeta metadata) {
        return metadata == null || metadata.getLabels() == null ? Map.of() : metadata.getLabels();
    }

    private static Container only(List<Container> containers) {
        if (containers.size() != 1) {
            throw new AssertionError("one container was expected: " + containers);
        }
        return containers.get(0);
    }
}
