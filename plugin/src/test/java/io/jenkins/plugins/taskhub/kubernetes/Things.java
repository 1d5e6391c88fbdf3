package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.Map;

/** Objects as a cluster holds them. */
final class Things {
    static final Workload WORKLOAD = new Workload(Workload.Kind.DEPLOYMENT, "dev", "task-service");
    private static final Map<String, String> LABELS = Map.of("app", "task-service");

    private Things() {
    }

    /**
     * A Deployment of 3 in a generation that its controller has seen, and of which so many pods are updated and
     * available.
     */
    static Deployment deployment(long generation, int replicas, int updated, int available) {
        return new DeploymentBuilder().withNewMetadata().withNamespace("dev").withName("task-service")
                .withUid("uid-deployment")
                .withGeneration(generation).addToAnnotations("deployment.kubernetes.io/revision", "" + generation)
                .endMetadata()
                .withNewSpec().withReplicas(3).withNewSelector().withMatchLabels(LABELS).endSelector()
                .withNewTemplate().withNewMetadata().withLabels(LABELS).endMetadata().withNewSpec().addNewContainer()
                .withName("app").withImage("taskhub/task-service:" + generation).endContainer().endSpec().endTemplate()
                .endSpec()
                .withNewStatus().withObservedGeneration(generation).withReplicas(replicas).withUpdatedReplicas(updated)
                .withAvailableReplicas(available).endStatus().build();
    }

    static ReplicaSet replicaSet(long revision) {
        return new ReplicaSetBuilder().withNewMetadata().withNamespace("dev").withName("task-service-" + revision)
                .withLabels(Map.of("app", "task-service", "pod-template-hash", "hash" + revision))
                .addToAnnotations("deployment.kubernetes.io/revision", "" + revision)
                .withOwnerReferences(new OwnerReferenceBuilder().withKind("Deployment").withName("task-service")
                        .withUid("uid-deployment").withApiVersion("apps/v1").build()).endMetadata().build();
    }

    static Pod pod(long revision, String name, ContainerStatus... statuses) {
        return new PodBuilder().withNewMetadata().withNamespace("dev").withName(name).withUid("uid-" + name)
                .withLabels(Map.of("app", "task-service", "pod-template-hash", "hash" + revision))
                .withOwnerReferences(new OwnerReferenceBuilder().withKind("ReplicaSet").withName("task-service-"
                + revision)
                        .withUid("uid-rs-" + revision).withApiVersion("apps/v1").build()).endMetadata()
                .withNewSpec().addNewContainer().withName("app").withImage("taskhub/task-service:" + revision)
                .endContainer()
                .endSpec().withNewStatus().withPhase("Pending").withContainerStatuses(statuses).endStatus().build();
    }

    static Pod unschedulable(long revision, String name, String message) {
        return new PodBuilder(pod(revision, name)).editStatus().addNewCondition().withType("PodScheduled")
                .withStatus("False")
                .withReason("Unschedulable").withMessage(message).endCondition().endStatus().build();
    }

    static ContainerStatus waiting(String reason, String message, int restarts) {
        return new ContainerStatusBuilder().withName("app").withReady(false).withRestartCount(restarts)
                .withNewState().withNewWaiting().withReason(reason).withMessage(message).endWaiting().endState()
                .build();
    }

    static ContainerStatus crashed(String waiting, String ended, int exitCode, int restarts) {
        return new ContainerStatusBuilder(waiting(waiting, null, restarts)).withLastState(new ContainerStateBuilder()
                .withNewTerminated().withReason(ended).withExitCode(exitCode).endTerminated().build()).build();
    }
}
