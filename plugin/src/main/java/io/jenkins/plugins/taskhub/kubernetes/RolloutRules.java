package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.taskhub.kubernetes.Follow.Seen;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Progress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** When a workload counts as ready, and which of its pods are of the revision that is being rolled out. */
final class RolloutRules {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String TEMPLATE_HASH = "pod-template-hash";
    private static final String REVISION_HASH = "controller-revision-hash";
    private static final String DAEMON_GENERATION = "deprecated.daemonset.template.generation";

    private RolloutRules() {
    }

    /** How far an object came; null stands for one that is not there. */
    static Progress progress(Workload workload, HasMetadata object) {
        return object instanceof Deployment deployment ? deployment(workload, deployment)
                : object instanceof StatefulSet set ? statefulSet(workload, set)
                : object instanceof DaemonSet set ? daemonSet(workload, set)
                : object instanceof Job job ? job(workload, job)
                : new Progress(workload, 0, 0, "not there yet", false);
    }

    /** Whether the controller has taken up the newest specification, and it is newer than a given generation. */
    static boolean isCurrent(HasMetadata object, long olderThan) {
        var generation = number(object.getMetadata().getGeneration());
        return generation > olderThan && (object instanceof Job || observed(object) >= generation);
    }

    private static long observed(HasMetadata object) {
        return object instanceof Deployment d && d.getStatus() != null ? number(d.getStatus().getObservedGeneration())
                : object instanceof StatefulSet s && s.getStatus() != null
                ? number(s.getStatus().getObservedGeneration())
                : object instanceof DaemonSet d && d.getStatus() != null
                ? number(d.getStatus().getObservedGeneration()) : 0;
    }

    private static Progress deployment(Workload workload, Deployment deployment) {
        int desired = deployment.getSpec().getReplicas() == null ? 1 : deployment.getSpec().getReplicas();
        if (!isCurrent(deployment, 0)) {
            return new Progress(workload, 0, desired, "not taken up yet", false);
        }
        var status = deployment.getStatus();
        int updated = number(status.getUpdatedReplicas());
        int old = number(status.getReplicas()) - updated;
        int ready = Math.min(updated, Math.max(0, number(status.getAvailableReplicas()) - Math.max(0, old)));
        if (Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
            return new Progress(workload, ready, desired, "its rollout is paused", true);
        }
        boolean all = ready >= desired;
        return new Progress(workload, Math.min(ready, desired), desired, old > 0 && all ? ending(old) : "",
                all && old <= 0);
    }

    private static Progress statefulSet(Workload workload, StatefulSet set) {
        int desired = set.getSpec().getReplicas() == null ? 1 : set.getSpec().getReplicas();
        if (!isCurrent(set, 0)) {
            return new Progress(workload, 0, desired, "not taken up yet", false);
        }
        var status = set.getStatus();
        var strategy = set.getSpec().getUpdateStrategy();
        boolean byHand = strategy != null && "OnDelete".equals(strategy.getType());
        int partition = strategy == null || strategy.getRollingUpdate() == null ? 0
                : number(strategy.getRollingUpdate().getPartition());
        boolean same = Objects.equals(status.getCurrentRevision(), status.getUpdateRevision());
        int updated = byHand || same ? number(status.getReplicas()) : number(status.getUpdatedReplicas());
        int wanted = Math.max(0, desired - partition);
        int ready = number(status.getReadyReplicas());
        boolean done = (byHand || updated >= wanted) && ready >= desired && number(status.getReplicas()) <= desired;
        return new Progress(workload, Math.min(desired, done ? ready : Math.min(ready, updated)), desired,
                byHand ? "its pods change when they are deleted" : partition > 0 ? "partition " + partition : "", done);
    }

    private static Progress daemonSet(Workload workload, DaemonSet set) {
        var status = set.getStatus();
        int desired = status == null ? 0 : number(status.getDesiredNumberScheduled());
        if (!isCurrent(set, 0)) {
            return new Progress(workload, 0, desired, "not taken up yet", false);
        }
        boolean byHand = set.getSpec().getUpdateStrategy() != null
                && "OnDelete".equals(set.getSpec().getUpdateStrategy().getType());
        int updated = byHand ? desired : number(status.getUpdatedNumberScheduled());
        int available = number(status.getNumberAvailable());
        return new Progress(workload, Math.min(updated, available), desired,
                byHand ? "its pods change when they are deleted" : "", updated >= desired && available >= desired);
    }

    private static Progress job(Workload workload, Job job) {
        int desired = job.getSpec().getCompletions() == null ? 1 : job.getSpec().getCompletions();
        int succeeded = job.getStatus() == null ? 0 : number(job.getStatus().getSucceeded());
        return new Progress(workload, Math.min(desired, succeeded), desired, "", condition(job, "Complete")
                .isPresent());
    }

    private static String ending(int old) {
        return old == 1 ? "1 old pod still ends" : old + " old pods still end";
    }

    /** The message of a Job's condition that is true, such as Failed. */
    static Optional<String> condition(Job job, String type) {
        return job.getStatus() == null || job.getStatus().getConditions() == null ? Optional.empty()
                : job.getStatus().getConditions().stream()
                .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
                .map(c -> Objects.toString(c.getReason(), type) + ": " + Objects.toString(c.getMessage(), ""))
                .findFirst();
    }

    /** The pods of the newest revision that are not being deleted. */
    static List<Pod> newPods(Seen seen) {
        var object = seen.object();
        var living = seen.pods().stream().filter(p -> p.getMetadata().getDeletionTimestamp() == null).toList();
        if (object instanceof Deployment deployment) {
            var newest = newest(deployment, seen.replicaSets());
            return newest.isPresent()
                    ? living.stream().filter(p -> label(p, TEMPLATE_HASH).equals(label(newest.get(), TEMPLATE_HASH)))
                    .toList()
                    : seen.replicaSets().isEmpty() ? sameImages(living, deployment.getSpec().getTemplate()) : List.of();
        }
        if (object instanceof StatefulSet set) {
            var revision = set.getStatus() == null ? null : set.getStatus().getUpdateRevision();
            return living.stream().filter(p -> label(p, REVISION_HASH).equals(revision)).toList();
        }
        if (object instanceof DaemonSet set) {
            var annotations = set.getMetadata().getAnnotations();
            var generation = annotations == null ? null : annotations.get(DAEMON_GENERATION);
            return generation == null ? sameImages(living, set.getSpec().getTemplate())
                    : living.stream().filter(p -> label(p, "pod-template-generation").equals(generation)).toList();
        }
        return living;
    }

    /** The ReplicaSet of the Deployment's current revision. */
    static Optional<ReplicaSet> newest(Deployment deployment, List<ReplicaSet> sets) {
        var revision = annotation(deployment, REVISION);
        return revision.isEmpty() ? Optional.empty() : sets.stream()
                .filter(s -> s.getMetadata().getOwnerReferences().stream()
                        .anyMatch(o -> Objects.equals(o.getUid(), deployment.getMetadata().getUid())))
                .filter(s -> annotation(s, REVISION).equals(revision)).findFirst();
    }

    /** Where ReplicaSets may not be read, a pod of the new revision is one that runs the new template's images. */
    private static List<Pod> sameImages(List<Pod> pods, PodTemplateSpec template) {
        var images = images(template.getSpec().getContainers());
        return pods.stream().filter(p -> images(p.getSpec().getContainers()).entrySet().containsAll(images.entrySet()))
                .toList();
    }

    private static Map<String, String> images(List<io.fabric8.kubernetes.api.model.Container> containers) {
        return containers.stream().collect(Collectors.toMap(io.fabric8.kubernetes.api.model.Container::getName,
                c -> Objects.toString(c.getImage(), ""), (a, b) -> a));
    }

    private static String label(HasMetadata object, String key) {
        var labels = object.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(key, "");
    }

    private static String annotation(HasMetadata object, String key) {
        var annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(key, "");
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }

    private static long number(Long value) {
        return value == null ? 0 : value;
    }
}
