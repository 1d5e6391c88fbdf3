package io.jenkins.plugins.taskhub.kubernetes;

import static io.jenkins.plugins.taskhub.kubernetes.Things.WORKLOAD;
import static io.jenkins.plugins.taskhub.kubernetes.Things.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Progress;
import org.junit.Test;

public class RolloutRulesTest {
    private static final Workload SET = new Workload(Workload.Kind.STATEFUL_SET, "dev", "db");
    private static final Workload DAEMON = new Workload(Workload.Kind.DAEMON_SET, "dev", "agent");
    private static final Workload JOB = new Workload(Workload.Kind.JOB, "dev", "migrate");

    @Test
    public void aDeploymentIsReadyWhenAllAreNewAndAvailable() {
        assertProgress(RolloutRules.progress(WORKLOAD, deployment(2, 4, 1, 3)), "Deployment/task-service: 0/3 ready",
                false);
        assertProgress(RolloutRules.progress(WORKLOAD, deployment(2, 4, 2, 3)), "Deployment/task-service: 1/3 ready",
                false);
        assertProgress(RolloutRules.progress(WORKLOAD, deployment(2, 3, 3, 3)), "Deployment/task-service: 3/3 ready",
                true);
    }

    @Test
    public void aDeploymentIsNotReadyWhileOldPodsEnd() {
        assertProgress(RolloutRules.progress(WORKLOAD, deployment(2, 5, 3, 5)),
                "Deployment/task-service: 3/3 ready, 2 old pods still end", false);
    }

    @Test
    public void anOldPodThatStillServesIsNotCountedInPlaceOfANewOne() {
        assertProgress(RolloutRules.progress(WORKLOAD, deployment(2, 4, 3, 3)), "Deployment/task-service: 2/3 ready",
                false);
    }

    @Test
    public void whatTheControllerHasNotSeenDoesNotCount() {
        var deployment = new DeploymentBuilder(deployment(2, 3, 3, 3)).editMetadata().withGeneration(3L).endMetadata()
                .build();

        assertProgress(RolloutRules.progress(WORKLOAD, deployment),
                "Deployment/task-service: 0/3 ready, not taken up yet", false);
        assertThat(RolloutRules.isCurrent(deployment, 0)).isFalse();
    }

    @Test
    public void onlyAGreaterGenerationIsTheNewState() {
        assertThat(RolloutRules.isCurrent(deployment(2, 3, 3, 3), 2)).isFalse();
        assertThat(RolloutRules.isCurrent(deployment(3, 3, 3, 3), 2)).isTrue();
    }

    @Test
    public void aPausedDeploymentIsNotWaitedFor() {
        var paused = new DeploymentBuilder(deployment(2, 3, 1, 3)).editSpec().withPaused(true).endSpec().build();

        assertProgress(RolloutRules.progress(WORKLOAD, paused), "Deployment/task-service: 1/3 ready, its rollout is "
                + "paused", true);
    }

    @Test
    public void aDeploymentOfNoneIsReady() {
        var none = new DeploymentBuilder(deployment(2, 0, 0, 0)).editSpec().withReplicas(0).endSpec().build();

        assertProgress(RolloutRules.progress(WORKLOAD, none), "Deployment/task-service: 0/0 ready", true);
    }

    @Test
    public void aStatefulSetIsReadyWhenEachPodIsUpdatedAndReady() {
        assertProgress(RolloutRules.progress(SET, set(1, 3, 3)), "StatefulSet/db: 1/3 ready", false);
        assertProgress(RolloutRules.progress(SET, set(3, 2, 3)), "StatefulSet/db: 2/3 ready", false);
        assertProgress(RolloutRules.progress(SET, set(3, 3, 3)), "StatefulSet/db: 3/3 ready", true);
    }

    @Test
    public void aPartitionOfAStatefulSetKeepsItsOldPods() {
        var partitioned = new StatefulSetBuilder(set(1, 3, 3)).editSpec().withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate().withPartition(2).endRollingUpdate().endUpdateStrategy().endSpec().build();

        assertProgress(RolloutRules.progress(SET, partitioned), "StatefulSet/db: 3/3 ready, partition 2", true);
    }

    @Test
    public void aStatefulSetThatIsUpdatedByHandIsReadyAsItStands() {
        var byHand = new StatefulSetBuilder(set(0, 3, 3)).editSpec().withNewUpdateStrategy().withType("OnDelete")
                .endUpdateStrategy().endSpec().build();

        assertThat(RolloutRules.progress(SET, byHand).done()).isTrue();
    }

    @Test
    public void aDaemonSetIsReadyWhenEachNodeHasAnUpdatedPod() {
        var set = new DaemonSetBuilder().withNewMetadata().withGeneration(1L).endMetadata().withNewSpec().endSpec()
                .withNewStatus().withObservedGeneration(1L).withDesiredNumberScheduled(3).withUpdatedNumberScheduled(2)
                .withNumberAvailable(3).endStatus().build();

        assertProgress(RolloutRules.progress(DAEMON, set), "DaemonSet/agent: 2/3 ready", false);
        var done = new DaemonSetBuilder(set).editStatus().withUpdatedNumberScheduled(3).endStatus().build();
        assertProgress(RolloutRules.progress(DAEMON, done), "DaemonSet/agent: 3/3 ready", true);
    }

    @Test
    public void aJobIsReadyWhenItIsComplete() {
        var job = new JobBuilder().withNewSpec().withCompletions(2).endSpec().withNewStatus().withSucceeded(1)
                .endStatus().build();

        assertProgress(RolloutRules.progress(JOB, job), "Job/migrate: 1/2 complete", false);
        var done = new JobBuilder(job).editStatus().withSucceeded(2).addNewCondition().withType("Complete")
                .withStatus("True")
                .endCondition().endStatus().build();
        assertProgress(RolloutRules.progress(JOB, done), "Job/migrate: 2/2 complete", true);
    }

    @Test
    public void whatIsNotThereIsNotReady() {
        assertProgress(RolloutRules.progress(WORKLOAD, null), "Deployment/task-service: 0/0 ready, not there yet",
                false);
    }

    private static StatefulSet set(int updated, int ready, int replicas) {
        return new StatefulSetBuilder().withNewMetadata().withGeneration(2L).endMetadata().withNewSpec().withReplicas(3)
                .endSpec()
                .withNewStatus().withObservedGeneration(2L).withReplicas(replicas).withUpdatedReplicas(updated)
                .withReadyReplicas(ready).withCurrentRevision("db-1").withUpdateRevision("db-2").endStatus().build();
    }

    private static void assertProgress(Progress progress, String text, boolean done) {
        assertThat(progress).hasToString(text);
        assertThat(progress.done()).isEqualTo(done);
    }
}
