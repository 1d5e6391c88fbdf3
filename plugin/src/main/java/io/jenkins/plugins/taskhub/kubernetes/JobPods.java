package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The pods of a Job, and what their states say. */
final class JobPods {
    private static final int KILLED = 137;

    private JobPods() {
    }

    /** The pods that there are now, the oldest first. */
    static List<Pod> of(Cluster cluster, Job job) throws InterruptedException {
        var namespace = job.getMetadata().getNamespace();
        var name = job.getMetadata().getName();
        var pods = cluster.ask("list the pods of the Job " + name + " in " + namespace, c -> c.pods()
                .inNamespace(namespace).withLabelSelector(job.getSpec().getSelector()).list().getItems());
        return pods.stream().sorted(Comparator.comparing(p -> Objects.toString(
                p.getMetadata().getCreationTimestamp(), ""))).toList();
    }

    /** The first container, when it has something to say: it runs, or has ended. */
    static Optional<String> started(Pod pod) {
        return containers(pod).filter(s -> s.getState() != null
                        && (s.getState().getRunning() != null || s.getState().getTerminated() != null))
                .map(ContainerStatus::getName).findFirst();
    }

    /** In words, when the Job did not fail by itself: it was too slow, evicted, killed, or used too much memory. */
    static Optional<String> endedByForce(Job job, List<Pod> pods) {
        var late = RolloutRules.condition(job, "Failed").filter(m -> m.startsWith("DeadlineExceeded"));
        if (late.isPresent()) {
            return Optional.of("the Job did not end within its activeDeadlineSeconds ("
                    + job.getSpec().getActiveDeadlineSeconds() + " s)");
        }
        if (pods.isEmpty()) {
            return Optional.of("its pod was deleted while it ran");
        }
        var pod = pods.get(pods.size() - 1);
        var name = pod.getMetadata().getName();
        var why = pod.getStatus() == null ? null : pod.getStatus().getReason();
        if (why != null && !why.isBlank()) {
            return Optional.of("pod " + name + " was ended by Kubernetes: " + why + " ("
                    + LogText.clean(pod.getStatus().getMessage()) + ")");
        }
        return containers(pod).map(s -> s.getState() == null ? null : s.getState().getTerminated())
                .filter(Objects::nonNull).findFirst().flatMap(ended -> killed(pod, ended));
    }

    private static Optional<String> killed(Pod pod, ContainerStateTerminated ended) {
        var name = pod.getMetadata().getName();
        if ("OOMKilled".equals(ended.getReason())) {
            var limits = pod.getSpec().getContainers().get(0).getResources();
            var limit = limits == null || limits.getLimits() == null ? null : limits.getLimits().get("memory");
            return Optional.of("pod " + name + " was OOMKilled: it needs more memory than its limit"
                    + (limit == null ? "" : " of " + limit));
        }
        return Objects.equals(ended.getExitCode(), KILLED)
                ? Optional.of("pod " + name + " was killed (exit " + KILLED + ")") : Optional.empty();
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null ? Stream.empty()
                : Stream.ofNullable(pod.getStatus().getContainerStatuses()).flatMap(List::stream);
    }
}
