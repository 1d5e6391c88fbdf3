package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.taskhub.kubernetes.Cluster;
import io.jenkins.plugins.taskhub.kubernetes.ClusterAccess;
import io.jenkins.plugins.taskhub.kubernetes.Place;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Verdict;
import io.jenkins.plugins.taskhub.kubernetes.RolloutRequest;
import io.jenkins.plugins.taskhub.kubernetes.RolloutWatch;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Watches rollouts on a real control plane, whose pods kwok plays. */
public class RolloutWatchIT {
    private static final String GOOD = "registry.local/taskhub/task-service:0.1.1";
    private static final String BETTER = "registry.local/taskhub/task-service:0.1.2";
    private static final Duration AT_MOST = Duration.ofSeconds(120);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private String kubeconfig;
    private Cluster cluster;
    private String namespace;
    private Workload workload;

    @Before
    public void connect() throws Exception {
        kubeconfig = Files.readString(LocalTarget.get().kubeconfig());
        cluster = Cluster.open(ClusterAccess.kubeconfig(kubeconfig), Place.CONTROLLER);
        namespace = "rollout-" + Long.toString(System.nanoTime(), 36);
        workload = new Workload(Workload.Kind.DEPLOYMENT, namespace, "task-service");
        cluster.ask("make a namespace", c -> c.namespaces().resource(new NamespaceBuilder().withNewMetadata()
                .withName(namespace).endMetadata().build()).create());
        cluster.ask("make a service account", c -> c.serviceAccounts().inNamespace(namespace).resource(
                new ServiceAccountBuilder().withNewMetadata().withName("default").endMetadata().build())
                .serverSideApply());
    }

    @After
    public void cleanUp() throws Exception {
        if (cluster != null) {
            cluster.ask("delete the namespace", c -> c.namespaces().withName(namespace).delete());
            cluster.close();
        }
    }

    @Test
    public void tellsEachStepOfARolloutUntilItIsReady() throws Exception {
        create(GOOD);
        var outcome = await(RolloutRequest.of(List.of(workload), AT_MOST));

        assertThat(outcome.verdict()).isEqualTo(Verdict.READY);
        assertThat(log).last().asString().matches("Deployment/task-service: 3/3 ready in \\d+ s");
        assertThat(log).doesNotHaveDuplicates().hasSizeBetween(2, 8);
    }

    @Test
    public void waitsForTheChangeThatIsAboutToCome() throws Exception {
        deployed(GOOD);
        var request = RolloutRequest.of(List.of(workload), AT_MOST).after(RolloutWatch.generations(cluster,
                List.of(workload)));
        try (var watch = RolloutWatch.start(cluster, request, log::add)) {
            TimeUnit.SECONDS.sleep(2);
            assertThat(watch.outcome()).as("the old revision is ready, and does not count").isNotDone();
            image(BETTER);
            assertThat(watch.outcome().get(60, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.READY);
        }
    }

    @Test
    public void endsEarlyWhenTheNewPodsCrash() throws Exception {
        deployed(GOOD);
        var outcome = change("registry.local/taskhub/task-service:0.1.2-crashloop");

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.summary()).matches("task-service-\\w+-\\w+: CrashLoopBackOff \\(exit 1, \\d+ restarts\\): "
                + "\"FATAL: password authentication failed for user .*taskhub.*\".*");
        assertThat(outcome.text()).contains("BackOff").contains("log (last lines of container app");
        assertThat(outcome.seconds()).isLessThan(60);
    }

    @Test
    public void endsEarlyWhenTheImageCannotBePulled() throws Exception {
        deployed(GOOD);
        var outcome = change("registry.local/taskhub/task-service:0.1.2-pullfail");

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.summary()).containsPattern("(ErrImagePull|ImagePullBackOff)");
        assertThat(outcome.text()).contains("container app never ran");
        assertThat(outcome.seconds()).isLessThan(60);
    }

    @Test
    public void endsEarlyWhenNoNodeTakesThePod() throws Exception {
        deployed(GOOD);
        var request = RolloutRequest.of(List.of(workload), AT_MOST).patience(2, Duration.ofSeconds(5),
                Duration.ofSeconds(5))
                .after(RolloutWatch.generations(cluster, List.of(workload)));
        try (var watch = RolloutWatch.start(cluster, request, log::add)) {
            patch("{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"disk\":\"nobody-has-it\"}}}}}");
            var outcome = watch.outcome().get(60, TimeUnit.SECONDS);

            assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(outcome.summary()).contains(": Unschedulable: 0/3 nodes are available");
            assertThat(outcome.seconds()).isBetween(5L, 60L);
        }
    }

    @Test
    public void endsEarlyWhenTheQuotaAdmitsNoPod() throws Exception {
        cluster.ask("make a quota", c -> c.resourceQuotas().inNamespace(namespace).resource(new ResourceQuotaBuilder()
                .withNewMetadata().withName("none").endMetadata()
                .withNewSpec().withHard(Map.of("pods", new Quantity("0"))).endSpec().build()).create());
        TimeUnit.SECONDS.sleep(2);
        create(GOOD);
        var outcome = await(RolloutRequest.of(List.of(workload), AT_MOST)
                .patience(2, Duration.ofSeconds(3), Duration.ofSeconds(3)));

        assertThat(outcome.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.summary()).startsWith("Deployment/task-service: FailedCreate: ")
                .contains("exceeded quota: none");
    }

    @Test
    public void isNotEndedByPodsThatAnEarlierRevisionLeftBehind() throws Exception {
        deployed(GOOD);
        change("registry.local/taskhub/task-service:0.1.2-crashloop");
        log.clear();
        var outcome = change(BETTER);

        assertThat(outcome.verdict()).as(outcome.text()).isEqualTo(Verdict.READY);
    }

    @Test
    public void goesOnAfterTheConnectionWasCut() throws Exception {
        deployed(GOOD);
        try (var proxy = new CuttableProxy(URI.create(cluster.server()).getPort());
             var behind = Cluster.open(ClusterAccess.kubeconfig(kubeconfig.replace(cluster.server(),
                     "https://127.0.0.1:" + proxy.port())), Place.CONTROLLER)) {
            var request = RolloutRequest.of(List.of(workload), AT_MOST)
                    .after(RolloutWatch.generations(cluster, List.of(workload)));
            try (var watch = RolloutWatch.start(behind, request, log::add)) {
                TimeUnit.SECONDS.sleep(3);
                proxy.refuse(true);
                assertThat(proxy.cut()).isPositive();
                TimeUnit.SECONDS.sleep(3);
                image(BETTER);
                TimeUnit.SECONDS.sleep(3);
                proxy.refuse(false);

                assertThat(told(watch).verdict()).isEqualTo(Verdict.READY);
                assertThat(log).doesNotHaveDuplicates().last().asString().contains("3/3 ready in ");
            }
        }
    }

    @Test
    public void explainsWhatIsNotReadyInTime() throws Exception {
        create("registry.local/taskhub/task-service:0.1.2-unready");
        var outcome = await(RolloutRequest.of(List.of(workload), Duration.ofSeconds(12)));

        assertThat(outcome.verdict()).isEqualTo(Verdict.TIMED_OUT);
        assertThat(outcome.summary()).startsWith("not ready after 12 s: task-service-")
                .contains(": NotReady: Unhealthy: Readiness probe failed");
    }

    @Test
    public void stopsAtOnceWhenTold() throws Exception {
        create("registry.local/taskhub/task-service:0.1.2-unready");
        var watch = RolloutWatch.start(cluster, RolloutRequest.of(List.of(workload), AT_MOST), log::add);
        TimeUnit.SECONDS.sleep(2);
        watch.stop();

        assertThat(watch.outcome().get(10, TimeUnit.SECONDS).verdict()).isEqualTo(Verdict.STOPPED);
    }

    private void create(String image) throws InterruptedException {
        cluster.ask("make the Deployment", c -> c.apps().deployments().inNamespace(namespace)
                .resource(deployment(image)).create());
    }

    private void deployed(String image) throws Exception {
        create(image);
        var outcome = await(RolloutRequest.of(List.of(workload), AT_MOST));
        assertThat(outcome.verdict()).as(outcome.text()).isEqualTo(Verdict.READY);
        log.clear();
    }

    private RolloutOutcome change(String image) throws Exception {
        var request = RolloutRequest.of(List.of(workload), AT_MOST).after(RolloutWatch.generations(cluster,
                List.of(workload)));
        try (var watch = RolloutWatch.start(cluster, request, log::add)) {
            image(image);
            return told(watch);
        }
    }

    private RolloutOutcome await(RolloutRequest request) throws Exception {
        try (var watch = RolloutWatch.start(cluster, request, log::add)) {
            return told(watch);
        }
    }

    private RolloutOutcome told(RolloutWatch watch) throws Exception {
        var outcome = watch.outcome().get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
        return outcome;
    }

    private void image(String image) throws InterruptedException {
        patch("{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"" + image + "\"}]}}}}");
    }

    private void patch(String patch) throws InterruptedException {
        cluster.ask("change the Deployment", c -> c.apps().deployments().inNamespace(namespace).withName("task-service")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch));
    }

    private static Deployment deployment(String image) {
        var labels = Map.of("app", "task-service");
        return new DeploymentBuilder().withNewMetadata().withName("task-service").endMetadata()
                .withNewSpec().withReplicas(3).withNewSelector().withMatchLabels(labels).endSelector()
                .withNewTemplate().withNewMetadata().withLabels(labels).endMetadata()
                .withNewSpec().addNewContainer().withName("app").withImage(image)
                .withNewReadinessProbe().withNewHttpGet().withPath("/").withNewPort(8080).endHttpGet()
                .endReadinessProbe()
                .endContainer().endSpec().endTemplate().endSpec().build();
    }
}
