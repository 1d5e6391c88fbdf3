package io.jenkins.plugins.taskhub.kubernetes;

import static io.jenkins.plugins.taskhub.kubernetes.Things.WORKLOAD;
import static io.jenkins.plugins.taskhub.kubernetes.Things.crashed;
import static io.jenkins.plugins.taskhub.kubernetes.Things.deployment;
import static io.jenkins.plugins.taskhub.kubernetes.Things.pod;
import static io.jenkins.plugins.taskhub.kubernetes.Things.replicaSet;
import static io.jenkins.plugins.taskhub.kubernetes.Things.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.jenkins.plugins.taskhub.kubernetes.Follow.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class TroubleTest {
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration UNSCHEDULABLE = Duration.ofSeconds(20);
    private static final RolloutRequest REQUEST = RolloutRequest.of(List.of(WORKLOAD), Duration.ofMinutes(5));

    @Test
    public void seesACrashLoopFromTheSecondRestartOn() {
        assertThat(of(crashed("CrashLoopBackOff", "Error", 1, 1))).isEmpty();
        assertThat(of(crashed("CrashLoopBackOff", "Error", 1, 2))).extracting(Trouble::reason, Trouble::exitCode,
                Trouble::restarts, Trouble::patience).containsExactly(tuple("CrashLoopBackOff", 1, 2, Duration.ZERO));
    }

    @Test
    public void seesThatAContainerIsKilledForItsMemoryAgainAndAgain() {
        assertThat(of(crashed("CrashLoopBackOff", "OOMKilled", 137, 2))).extracting(Trouble::reason)
                .containsExactly("OOMKilled");
        var running = new ContainerStatusBuilder(crashed("", "OOMKilled", 137, 2))
                .withNewState().withNewRunning().endRunning().endState().build();
        assertThat(of(running)).extracting(Trouble::reason).containsExactly("OOMKilled");
        assertThat(of(new ContainerStatusBuilder(running).withReady(true).build())).isEmpty();
    }

    @Test
    public void leavesAContainerAloneThatRunsAgainAfterOtherEnds() {
        assertThat(of(new ContainerStatusBuilder(crashed("", "Error", 1, 5)).withNewState().withNewRunning()
                .endRunning()
                .endState().build())).isEmpty();
    }

    @Test
    public void hasNoPatienceWithAnImageThatIsNotThere() {
        for (var message : List.of("manifest unknown", "rpc error: code = NotFound: app:9: not found",
                "pull access denied", "unauthorized: authentication required")) {
            assertThat(of(waiting("ImagePullBackOff", message, 0))).extracting(Trouble::patience)
                    .containsExactly(Duration.ZERO);
        }
        assertThat(of(waiting("InvalidImageName", "couldn't parse image", 0))).extracting(Trouble::patience)
                .containsExactly(Duration.ZERO);
    }

    @Test
    public void hasSomePatienceWithWhatMayPass() {
        assertThat(of(waiting("ErrImagePull", "429 Too Many Requests", 0), waiting("CreateContainerConfigError",
                "secret \"db-credentials\" not found", 0), waiting("RunContainerError", "no such file", 0)))
                .extracting(Trouble::reason, Trouble::patience).containsExactly(tuple("ErrImagePull", START),
                        tuple("CreateContainerConfigError", START), tuple("RunContainerError", START));
    }

    @Test
    public void countsPatienceOnceForSignsThatComeInTurn() {
        assertThat(of(waiting("ErrImagePull", "", 0)).get(0).key()).isEqualTo(of(waiting("ImagePullBackOff", "", 0))
                .get(0).key());
    }

    @Test
    public void isNotTroubledByAPodThatIsBeingMade() {
        assertThat(of(waiting("ContainerCreating", null, 0), waiting("PodInitializing", null, 0))).isEmpty();
    }

    @Test
    public void looksAtInitContainersToo() {
        var pod = new PodBuilder(pod(2, "task-service-2-a")).editStatus()
                .withInitContainerStatuses(crashed("CrashLoopBackOff", "Error", 3, 2)).endStatus().build();

        assertThat(in(deployment(2, 3, 1, 2), pod)).extracting(Trouble::reason, Trouble::exitCode)
                .containsExactly(tuple("CrashLoopBackOff", 3));
    }

    @Test
    public void waitsForANode() {
        assertThat(in(deployment(2, 3, 1, 2), Things.unschedulable(2, "task-service-2-a", "0/3 nodes are available")))
                .extracting(Trouble::reason, Trouble::message, Trouble::patience)
                .containsExactly(tuple("Unschedulable", "0/3 nodes are available", UNSCHEDULABLE));
    }

    @Test
    public void looksAtPodsOfTheNewRevisionAlone() {
        var old = pod(1, "task-service-1-a", crashed("CrashLoopBackOff", "Error", 1, 9));
        var ending = new PodBuilder(pod(2, "task-service-2-b", crashed("CrashLoopBackOff", "Error", 1, 9)))
                .editMetadata()
                .withDeletionTimestamp("2026-11-20T20:00:00Z").endMetadata().build();

        assertThat(in(deployment(2, 3, 1, 2), old, ending)).isEmpty();
    }

    @Test
    public void knowsTheNewRevisionByItsImagesWhereReplicaSetsMayNotBeRead() {
        var seen = new Seen(deployment(2, 3, 1, 2), List.of(), List.of(
                pod(1, "old", crashed("CrashLoopBackOff", "Error", 1, 9)),
                pod(2, "new", crashed("CrashLoopBackOff", "Error", 1, 2))), List.of());

        assertThat(Trouble.in(WORKLOAD, seen, REQUEST)).extracting(t -> t.pod().getMetadata().getName())
                .containsExactly("new");
    }

    @Test
    public void seesAQuotaThatAdmitsNoPod() {
        var deployment = new DeploymentBuilder(deployment(2, 2, 0, 2)).editStatus().addNewCondition()
                .withType("ReplicaFailure")
                .withStatus("True").withReason("FailedCreate").withMessage("exceeded quota").endCondition().endStatus()
                .build();

        assertThat(in(deployment)).extracting(Trouble::reason, Trouble::message, Trouble::patience)
                .containsExactly(tuple("FailedCreate", "exceeded quota", UNSCHEDULABLE));
    }

    @Test
    public void seesThatTheProgressDeadlineIsOver() {
        var deployment = new DeploymentBuilder(deployment(2, 3, 1, 2)).editStatus().addNewCondition()
                .withType("Progressing")
                .withStatus("False").withReason("ProgressDeadlineExceeded").withMessage("timed out").endCondition()
                .endStatus()
                .build();

        assertThat(in(deployment)).extracting(Trouble::reason, Trouble::patience)
                .containsExactly(tuple("ProgressDeadlineExceeded", Duration.ZERO));
    }

    @Test
    public void seesByItsEventsThatAStatefulSetCannotMakeItsPods() {
        var set = new StatefulSetBuilder().withNewMetadata().withName("db").endMetadata().withNewStatus()
                .withUpdateRevision("db-2").endStatus().build();
        var workload = new Workload(Workload.Kind.STATEFUL_SET, "dev", "db");

        assertThat(Trouble.in(workload, new Seen(set, List.of(), List.of(), List.of(event("SuccessfulCreate", "fine"),
                event("FailedCreate", "forbidden: exceeded quota"))), REQUEST)).extracting(Trouble::reason,
                Trouble::message)
                .containsExactly(tuple("FailedCreate", "forbidden: exceeded quota"));
    }

    @Test
    public void looksAtPodsOfAStatefulSetsUpdateRevisionAlone() {
        var set = new StatefulSetBuilder().withNewMetadata().withName("db").endMetadata().withNewStatus()
                .withUpdateRevision("db-2").endStatus().build();
        var workload = new Workload(Workload.Kind.STATEFUL_SET, "dev", "db");
        var crash = crashed("CrashLoopBackOff", "Error", 1, 3);

        assertThat(Trouble.in(workload, new Seen(set, List.of(), List.of(labelled("db-0", "controller-revision-hash",
                "db-1", crash),
                labelled("db-1", "controller-revision-hash", "db-2", crash)), List.of()), REQUEST))
                .extracting(t -> t.pod().getMetadata().getName()).containsExactly("db-1");
    }

    @Test
    public void looksAtPodsOfADaemonSetsGenerationAlone() {
        var set = new DaemonSetBuilder().withNewMetadata().withName("agent")
                .addToAnnotations("deprecated.daemonset.template.generation", "7").endMetadata().build();
        var workload = new Workload(Workload.Kind.DAEMON_SET, "dev", "agent");
        var crash = crashed("CrashLoopBackOff", "Error", 1, 3);

        assertThat(Trouble.in(workload, new Seen(set, List.of(), List.of(labelled("a", "pod-template-generation", "6",
                crash),
                labelled("b", "pod-template-generation", "7", crash)), List.of()), REQUEST))
                .extracting(t -> t.pod().getMetadata().getName()).containsExactly("b");
    }

    @Test
    public void letsAJobTryAgainUntilItGivesUp() {
        var workload = new Workload(Workload.Kind.JOB, "dev", "migrate");
        var job = new JobBuilder().withNewMetadata().withName("migrate").endMetadata().withNewSpec().endSpec().build();
        var failed = new PodBuilder(pod(1, "migrate-x", crashed("", "Error", 3, 2))).editStatus().withPhase("Failed")
                .endStatus()
                .build();
        var gaveUp = new JobBuilder(job).withNewStatus().addNewCondition().withType("Failed").withStatus("True")
                .withReason("BackoffLimitExceeded").withMessage("Job has reached the specified backoff limit")
                .endCondition()
                .endStatus().build();

        assertThat(Trouble.in(workload, new Seen(job, List.of(), List.of(failed), List.of()), REQUEST)).isEmpty();
        assertThat(Trouble.in(workload, new Seen(gaveUp, List.of(), List.of(failed), List.of()), REQUEST))
                .extracting(Trouble::reason, Trouble::exitCode, t -> t.pod().getMetadata().getName())
                .containsExactly(tuple("BackoffLimitExceeded", 3, "migrate-x"));
    }

    private static List<Trouble> of(ContainerStatus... statuses) {
        return in(deployment(2, 3, 1, 2), pod(2, "task-service-2-a", statuses));
    }

    private static List<Trouble> in(HasMetadata object, Pod... pods) {
        return Trouble.in(WORKLOAD, new Seen(object, List.of(replicaSet(1), replicaSet(2)), List.of(pods), List.of()),
                REQUEST);
    }

    private static Pod labelled(String name, String label, String value, ContainerStatus status) {
        return new PodBuilder(pod(1, name, status)).editMetadata().withLabels(Map.of(label, value)).endMetadata()
                .build();
    }

    private static Event event(String reason, String message) {
        return new EventBuilder().withReason(reason).withMessage(message).build();
    }
}
