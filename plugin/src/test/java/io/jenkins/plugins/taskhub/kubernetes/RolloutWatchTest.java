package io.jenkins.plugins.taskhub.kubernetes;

import static io.jenkins.plugins.taskhub.kubernetes.Things.WORKLOAD;
import static io.jenkins.plugins.taskhub.kubernetes.Things.crashed;
import static io.jenkins.plugins.taskhub.kubernetes.Things.deployment;
import static io.jenkins.plugins.taskhub.kubernetes.Things.pod;
import static io.jenkins.plugins.taskhub.kubernetes.Things.replicaSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEventBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentList;
import io.fabric8.kubernetes.api.model.apps.DeploymentListBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.After;
import org.junit.Test;

public class RolloutWatchTest {
    private static final RolloutRequest REQUEST = RolloutRequest.of(List.of(WORKLOAD), Duration.ofSeconds(60));

    private final MockCluster mock = MockCluster.keeping();
    private final Cluster cluster = mock.open();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @After
    public void stop() {
        cluster.close();
        mock.close();
    }

    @Test
    public void tellsEachStepOnceUntilAllAreReady() throws Exception {
        keep(deployment(2, 4, 1, 3), replicaSet(2));
        try (var watch = RolloutWatch.start(cluster, REQUEST, log::add)) {
            assertLogged("Deployment/task-service: 0/3 ready");
            keep(deployment(2, 4, 2, 3));
            assertLogged("Deployment/task-service: 1/3 ready");
            keep(deployment(2, 4, 2, 3), pod(2, "another"));
            keep(deployment(2, 3, 3, 3));
            assertThat(log.poll(5, TimeUnit.SECONDS)).matches("Deployment/task-service: 3/3 ready in \\d+ s");
            assertThat(outcome(watch).verdict()).isEqualTo(Verdict.READY);
            assertThat(log).isEmpty();
        }
    }

    @Test
    public void asksOnceAndIsToldFromThenOn() throws Exception {
        keep(deployment(2, 4, 1, 3), replicaSet(2));
        mock.requests();
        try (var watch = RolloutWatch.start(cluster, REQUEST, log::add)) {
            assertLogged("Deployment/task-service: 0/3 ready");
            TimeUnit.SECONDS.sleep(3);

            assertThat(mock.requests()).as("a list and a watch each of the Deployment, its ReplicaSets and its pods")
                    .hasSize(6)
                    .filteredOn(r -> r.contains("watch=true")).hasSize(3);
            assertThat(watch.outcome()).isNotDone();
        }
    }

    @Test
    public void waitsForAGenerationThatIsGreaterThanBefore() throws Exception {
        keep(deployment(2, 3, 3, 3), replicaSet(2));
        var before = RolloutWatch.generations(cluster, List.of(WORKLOAD));
        assertThat(before).containsExactly(Map.entry(WORKLOAD, 1L));
        try (var watch = RolloutWatch.start(cluster, REQUEST.after(before), log::add)) {
            TimeUnit.SECONDS.sleep(1);
            assertThat(watch.outcome()).isNotDone();
            assertThat(log).isEmpty();
            keep(deployment(3, 3, 3, 3));

            assertThat(outcome(watch).verdict()).isEqualTo(Verdict.READY);
        }
    }

    @Test
    public void waitsForAWorkloadThatIsNotThereYet() throws Exception {
        try (var watch = RolloutWatch.start(cluster, REQUEST, log::add)) {
            TimeUnit.MILLISECONDS.sleep(500);
            keep(deployment(1, 3, 3, 3));

            assertThat(outcome(watch).verdict()).isEqualTo(Verdict.READY);
        }
    }

    @Test
    public void endsAsSoonAsANewPodCrashes() throws Exception {
        keep(deployment(2, 3, 1, 2), replicaSet(1), replicaSet(2), pod(1, "old", crashed("CrashLoopBackOff", "Error",
                1, 9)));
        try (var watch = RolloutWatch.start(cluster, REQUEST, log::add)) {
            assertLogged("Deployment/task-service: 0/3 ready");
            keep(pod(2, "task-service-2-a", crashed("CrashLoopBackOff", "Error", 1, 3)),
                    pod(2, "task-service-2-b", crashed("CrashLoopBackOff", "Error", 1, 2)));
            var outcome = outcome(watch);

            assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome.failures().get(0).reason()).isEqualTo("CrashLoopBackOff");
            assertThat(outcome.text()).doesNotContain("old: ");
        }
    }

    @Test
    public void hasPatienceWithAPodThatFindsNoNodeAtOnce() throws Exception {
        var request = REQUEST.patience(2, Duration.ofSeconds(2), Duration.ofSeconds(2));
        keep(deployment(2, 3, 1, 2), replicaSet(2), Things.unschedulable(2, "task-service-2-a",
                "0/3 nodes are available."));
        try (var watch = RolloutWatch.start(cluster, request, log::add)) {
            TimeUnit.SECONDS.sleep(1);
            assertThat(watch.outcome()).isNotDone();
            var outcome = outcome(watch);

            assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome.summary()).isEqualTo("task-service-2-a: Unschedulable: 0/3 nodes are available");
        }
    }

    @Test
    public void forgetsTroubleThatPasses() throws Exception {
        var request = REQUEST.patience(2, Duration.ofSeconds(2), Duration.ofSeconds(2));
        keep(deployment(2, 3, 1, 2), replicaSet(2), Things.unschedulable(2, "task-service-2-a",
                "0/3 nodes are available"));
        try (var watch = RolloutWatch.start(cluster, request, log::add)) {
            TimeUnit.SECONDS.sleep(1);
            keep(pod(2, "task-service-2-a"));
            TimeUnit.SECONDS.sleep(2);
            assertThat(watch.outcome()).isNotDone();
            keep(Things.unschedulable(2, "task-service-2-a", "0/3 nodes are available"));
            TimeUnit.SECONDS.sleep(1);

            assertThat(watch.outcome()).isNotDone();
        }
    }

    @Test
    public void explainsWhatIsNotReadyInTime() throws Exception {
        keep(deployment(2, 3, 1, 2), replicaSet(2),
                pod(2, "task-service-2-a", Things.waiting("ContainerCreating", "mounting", 0)));
        var outcome = outcome(RolloutWatch.start(cluster, RolloutRequest.of(List.of(WORKLOAD), Duration.ofSeconds(1)),
                log::add));

        assertThat(outcome.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(outcome.summary()).isEqualTo("not ready after 1 s: task-service-2-a: ContainerCreating: mounting");
    }

    @Test
    public void listsAgainWhenTheServerHasForgottenWhereItWas() throws Exception {
        try (var told = MockCluster.told(); var other = told.open()) {
            var deployments = "/apis/apps/v1/namespaces/dev/deployments?fieldSelector=metadata.name%3Dtask-service&limit=500";
            var watches = "/apis/apps/v1/namespaces/dev/deployments?allowWatchBookmarks=true&fieldSelector=metadata.name"
                    + "%3Dtask-service&resourceVersion=7&timeoutSeconds=600&watch=true";
            told.server.expect().get().withPath(deployments).andReturn(200, list(deployment(2, 4, 1, 3))).once();
            told.server.expect().get().withPath(watches).andUpgradeToWebSocket().open().waitFor(100)
                    .andEmit(new WatchEventBuilder().withType("ERROR").withObject(new StatusBuilder().withCode(410)
                            .withReason("Expired").withMessage("too old resource version").build()).build()).done().always();
            told.server.expect().get().withPath(deployments).andReturn(200, list(deployment(2, 3, 3, 3))).always();
            try (var watch = RolloutWatch.start(other, REQUEST, log::add)) {
                assertThat(outcome(watch).verdict()).isEqualTo(Verdict.READY);
                assertLogged("Deployment/task-service: 0/3 ready");
            }
        }
    }

    @Test
    public void stopsAtOnce() throws Exception {
        keep(deployment(2, 3, 1, 2));
        var watch = RolloutWatch.start(cluster, REQUEST, log::add);
        assertLogged("Deployment/task-service: 0/3 ready");
        watch.stop();
        watch.stop();

        assertThat(watch.outcome().get(1, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.STOPPED);
        assertThat(watch.outcome().get().summary()).isEqualTo("no longer watched: Deployment/task-service: 0/3 ready");
    }

    @Test
    public void saysWhenTheWorkloadMayNotBeWatched() {
        try (var told = MockCluster.told(); var forbidden = told.open()) {
            told.server.expect().get().withPath("/apis/apps/v1/namespaces/dev/deployments?fieldSelector=metadata.name%3D"
                    + "task-service&limit=500").andReturn(403, new StatusBuilder().withCode(403)
                    .withMessage("deployments.apps is forbidden").build()).always();
            var watch = RolloutWatch.start(forbidden, REQUEST, log::add);

            assertThatThrownBy(() -> outcome(watch)).isInstanceOf(ExecutionException.class).cause()
                    .isInstanceOf(ClusterException.class).hasMessage("Not allowed to watch Deployment/task-service in "
                    + "dev as "
                            + "user \"deployer\" (context \"dev\"): deployments.apps is forbidden. Ask for a Role "
                            + "that allows it.");
        }
    }

    @Test
    public void saysWhenTheClusterCannotBeReached() {
        try (var gone = Cluster.open(ClusterAccess.kubeconfig(MockCluster.kubeconfig("http://127.0.0.1:1")),
                Place.CONTROLLER)) {
            var watch = RolloutWatch.start(gone, REQUEST, log::add);

            assertThatThrownBy(() -> outcome(watch)).cause().isInstanceOf(ClusterException.class)
                    .hasMessageStartingWith("Cannot reach the Kubernetes API at 127.0.0.1 port 1: connection refused.");
        }
    }

    @Test
    public void isStoppedWhenItsPortCloses() throws Exception {
        keep(deployment(2, 3, 1, 2));
        var port = ClusterPort.onController(ClusterAccess.kubeconfig(mock.kubeconfig()));
        var watch = port.watch(REQUEST, UnaryOperator.identity(), log::add);
        assertLogged("Deployment/task-service: 0/3 ready");
        port.close();

        assertThat(watch.outcome().get(1, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.STOPPED);
    }

    @Test
    public void masksLinesAndOutcome() throws Exception {
        var request = REQUEST.patience(2, Duration.ofMillis(1), Duration.ofMillis(1));
        keep(deployment(2, 3, 1, 2), replicaSet(2), Things.unschedulable(2, "task-service-2-a", "needs node canary"));
        try (var port = ClusterPort.onController(ClusterAccess.kubeconfig(mock.kubeconfig()));
             var watch = port.watch(request, text -> text.replaceAll("canary|3 ready", "****"), log::add)) {
            var outcome = watch.outcome().get(10, TimeUnit.SECONDS);

            assertThat(outcome.text()).contains("needs node ****").doesNotContain("canary");
            assertLogged("Deployment/task-service: 0/****");
        }
    }

    private static DeploymentList list(Deployment deployment) {
        deployment.getMetadata().setResourceVersion("" + deployment.getStatus().getUpdatedReplicas());
        return new DeploymentListBuilder().withMetadata(new ListMetaBuilder().withResourceVersion("7").build()).withItems(deployment)
                .build();
    }

    private void assertLogged(String line) throws InterruptedException {
        assertThat(log.poll(5, TimeUnit.SECONDS)).isEqualTo(line);
    }

    private static RolloutOutcome outcome(RolloutWatch watch) throws Exception {
        return watch.outcome().get(10, TimeUnit.SECONDS);
    }

    /** Keeps objects; the mock gives them a uid and a generation of its own, so owners are named anew. */
    private void keep(HasMetadata... objects) throws InterruptedException {
        for (var object : objects) {
            if (object instanceof ReplicaSet) {
                var owner = cluster.ask("read", c -> c.apps().deployments().inNamespace("dev").withName("task-service")
                        .get());
                object.getMetadata().getOwnerReferences().get(0).setUid(owner == null ? "" : owner.getMetadata()
                        .getUid());
            }
            cluster.ask("keep", c -> c.resource(object).get() == null ? c.resource(object).create() : c.resource(object)
                    .update());
        }
    }
}
