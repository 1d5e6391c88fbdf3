package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.DEPLOYED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.FAILED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.PENDING_INSTALL;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.PENDING_UPGRADE;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.Diagnosis;
import io.jenkins.plugins.taskhub.kubernetes.Images.Running;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.registry.ResolvingRegistry;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HelmDeploymentTest {
    private static final Workload APP = new Workload(Workload.Kind.DEPLOYMENT, "dev", "app");

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeCluster cluster = new FakeCluster();
    private final List<List<String>> helm = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final LinkedHashMap<String, Outcome> ends = new LinkedHashMap<>();
    private Runnable beforeUpgradeEnds = () -> { };
    private String rendersTag = "0.1.2";
    private FakePorts ports;
    private DeployRequest request;

    @Before
    public void makeAWorkspace() throws Exception {
        ports = new FakePorts(tmp.getRoot(), "helm");
        ports.cluster = cluster;
        ports.registry = new ResolvingRegistry(image -> {
            asked.add(image.toString());
            return CompletableFuture.completedFuture("sha256:0");
        });
        Path workspace = Path.of(ports.workspace().getRemote());
        Files.createDirectories(workspace.resolve("chart"));
        Files.writeString(workspace.resolve("chart/Chart.yaml"), "name: app\n");
        Files.writeString(workspace.resolve("values-dev.yaml"), "replicas: 2\n");
        request = new DeployRequest(new HelmTarget("app", "dev", null, null, "controller"));
        request.chart = "chart";
        request.values.add("values-dev.yaml");
        request.imageTag = "0.1.2";
    }

    @Test
    public void upgradesInThreeHelmCallsWhenAtomic() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        request.atomic = true;
        var result = deploy();

        assertThat(helm).hasSize(3);
        assertThat(helm.get(0)).contains("upgrade", "--dry-run=server");
        assertThat(helm.get(1)).containsExactly("helm", "version", "--short");
        assertThat(helm.get(2)).contains("upgrade", "--atomic", "--wait").doesNotContain("--dry-run=server");
        assertThat(result).containsEntry("release", "app").containsEntry("namespace", "dev").containsEntry("revision", 9)
                .containsEntry("previousRevision", 8).containsEntry("tag", "0.1.2").containsEntry("previousTag", "0.1.1")
                .containsEntry("changed", true);
        assertThat(ports.text()).contains("[helm] Upgrading app in dev from 0.1.1 to 0.1.2 (revision 8 → 9)\n"
                + "[helm]   Deployment/app: image 0.1.1 → 0.1.2 (1 line changes; diff on the build page)\n")
                .contains("[helm] app in dev: revision 9 deployed in ");
        assertThat(ports.reports).extracting(Report::getHeadline)
                .containsExactly("Deploy app in dev: information", "Deployed app in dev: done");
        assertThat(cluster.annotations).containsEntry("taskhub.io/build-url", ports.url());
        assertThat(asked).containsExactly("registry.example.com/team/app:0.1.2");
    }

    @Test
    public void asksHelmForNoVersionWhereNoFlagDependsOnIt() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        deploy();
        assertThat(helm).hasSize(2);
    }

    @Test
    public void costsOneHelmCallWhereNothingChanges() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.2");
        cluster.outcome = new RolloutOutcome(RolloutOutcome.Verdict.READY, List.of(), List.of(), 0);
        var result = deploy();

        assertThat(helm).hasSize(1);
        assertThat(result).containsEntry("changed", false).containsEntry("revision", 8).containsEntry("tag", "0.1.2");
        assertThat(ports.text()).contains("app in dev is at 0.1.2 as asked for (revision 8): nothing to upgrade");
        assertThat(cluster.watched).hasSize(1);
        assertThat(ports.deployments).isEmpty();
    }

    @Test
    public void failsWhereNothingChangesButWhatRunsIsNotReady() {
        cluster.revision(8, DEPLOYED, "0.1.2");
        cluster.outcome = crashLoop();
        refused("nothing is to be changed, but what runs of app in dev is not ready: app-1: CrashLoopBackOff");
    }

    @Test
    public void upgradesAgainWhereTheNewestRevisionFailed() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.2").revision(9, FAILED, "0.1.3");
        assertThat(deploy()).containsEntry("changed", true).containsEntry("revision", 10).containsEntry("previousRevision", 8);
    }

    @Test
    public void installsWhereNothingIsYet() throws Exception {
        var result = deploy();
        assertThat(result).containsEntry("revision", 1).containsEntry("previousRevision", 0).containsEntry("previousTag", null);
        assertThat(ports.text()).contains("[helm] Installing app in dev at 0.1.2 (revision 1)\n"
                + "[helm]   Deployment/app: added (diff on the build page)\n");
    }

    @Test
    public void recordsWhatWasDeployed() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        request.environment = "staging";
        deploy();
        assertThat(ports.deployments).hasSize(1);
        var record = ports.deployments.get(0);
        assertThat(List.of(record.getRelease(), record.getNamespace(), record.getEnvironment(), record.getFromTag(),
                record.getToTag(), record.getWho())).containsExactly("app", "dev", "staging", "0.1.1", "0.1.2", "dev-1");
        assertThat(record.getRevision()).isEqualTo(9);
        assertThat(record.getBuild()).isEqualTo(7);
    }

    @Test
    public void keepsTheTagOfTheNewestDeployedRevisionEvenWhereALaterOneFailed() throws Exception {
        cluster.revision(7, SUPERSEDED, "0.1.0").revision(8, DEPLOYED, "0.1.1").revision(9, FAILED, "0.1.9");
        request.imageTag = "KEEP_CURRENT";
        rendersTag = "0.1.1";
        var result = deploy();
        assertThat(result).containsEntry("tag", "0.1.1").containsEntry("previousTag", "0.1.1");
        assertThat(valuesFile()).isEqualTo("{\"image\":{\"tag\":\"0.1.1\"}}");
        assertThat(helm).allSatisfy(arguments -> assertThat(arguments).doesNotContain("--reuse-values", "--reset-then-reuse-values"));
        assertThat(ports.text()).contains("keeping 0.1.1");
    }

    @Test
    public void keepsTheTagOfTheRunningContainerWhereTheValuesNameNone() throws Exception {
        cluster.running.add(new Running(APP, "app", "app", "registry.example.com/team/app:0.1.1"));
        request.imageTag = "KEEP_CURRENT";
        rendersTag = "0.1.1";
        assertThat(deploy()).containsEntry("tag", "0.1.1");
    }

    @Test
    public void refusesToKeepATagWhereNothingIsDeployed() {
        request.imageTag = "KEEP_CURRENT";
        refused("KEEP_CURRENT has no tag to keep: nothing of app in dev is deployed: give imageTag a tag");
        assertThat(helm).isEmpty();
    }

    @Test
    public void refusesToKeepATagWhereNoRevisionWasEverDeployed() {
        cluster.revision(1, FAILED, "0.1.0");
        cluster.running.add(new Running(APP, "app", "app", "registry.example.com/team/app:0.1.0"));
        request.imageTag = "KEEP_CURRENT";
        refused("no revision of app in dev is deployed (the newest, 1, is failed): give imageTag a tag");
    }

    @Test
    public void keepsOneComponentAndChangesAnother() throws Exception {
        cluster.running.add(new Running(APP, "web", "web", "registry.example.com/team/web:2.0"));
        cluster.running.add(new Running(APP, "worker", "worker", "registry.example.com/team/worker:1.1"));
        request.imageTag = null;
        request.imageTags = new LinkedHashMap<>(Map.of("web", "KEEP_CURRENT"));
        request.imageTags.put("worker", "1.2");
        request.verifyImage = false;
        var result = deploy();
        assertThat(valuesFile()).isEqualTo("{\"web\":{\"image\":{\"tag\":\"2.0\"}},\"worker\":{\"image\":{\"tag\":\"1.2\"}}}");
        assertThat(result.get("tags")).isEqualTo(Map.of("web.image.tag", "2.0", "worker.image.tag", "1.2"));
    }

    @Test
    public void refusesATagThatArrivesInNoContainer() {
        rendersTag = "latest";
        refused("the tag '0.1.2' given at image.tag arrives in no container of the chart: correct imageTagKey");
    }

    @Test
    public void changesNothingWhereTheRegistryDoesNotKnowTheTag() {
        ports.registry = new ResolvingRegistry(image ->
                CompletableFuture.failedFuture(new StepFailure("no tag 0.1.2. Nearest: 0.1.1")));
        refused("no tag 0.1.2. Nearest: 0.1.1");
        assertThat(helm).hasSize(1);
    }

    @Test
    public void asksNoRegistryWhereThatIsNotWanted() throws Exception {
        request.verifyImage = false;
        deploy();
        assertThat(asked).isEmpty();
    }

    @Test
    public void refusesAStuckReleaseAndSaysHowToRecover() {
        cluster.revision(8, DEPLOYED, "0.1.1").revision(9, PENDING_UPGRADE, "0.1.2");
        refused("revision 9 of app in dev is pending-upgrade since 2026-11-20T10:00:00Z");
        refused("deploy with recover: 'rollback', or run helm rollback app 8 -n dev");
        assertThat(helm).isEmpty();
    }

    @Test
    public void recoversAStuckReleaseWhenAsked() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1").revision(9, PENDING_UPGRADE, "0.1.2");
        request.recover = "rollback";
        var result = deploy();
        assertThat(helm.get(0)).startsWith("helm", "rollback", "app", "8").contains("--wait");
        assertThat(result).containsEntry("previousRevision", 10).containsEntry("revision", 11);
    }

    @Test
    public void uninstallsAStuckFirstInstallationWhenAsked() throws Exception {
        cluster.revision(1, PENDING_INSTALL, "0.1.1");
        request.recover = "rollback";
        deploy();
        assertThat(helm.get(0)).startsWith("helm", "uninstall", "app");
    }

    @Test
    public void refusesANamespaceThatDoesNotExist() throws Exception {
        cluster.namespace = false;
        refused("namespace dev does not exist: create it, correct the name, or deploy with createNamespace: true");
        request.createNamespace = true;
        deploy();
        assertThat(helm.get(0)).contains("--create-namespace");
    }

    @Test
    public void refusesFilesThatAreMissingOrOutside() throws Exception {
        request.values.set(0, "values-prod.yaml");
        refused("there is no values file 'values-prod.yaml' in the workspace");
        File secret = tmp.newFile("secret.yaml");
        Files.createSymbolicLink(Path.of(ports.workspace().getRemote(), "link.yaml"), secret.toPath());
        request.values.set(0, "link.yaml");
        refused("values 'link.yaml' leads out of the workspace by a symbolic link");
        request.values.clear();
        request.chart = "nowhere/to/go";
        refused("there is no chart 'nowhere/to/go' in the workspace");
        request.chart = ".";
        refused("chart '.' has no Chart.yaml");
        assertThat(helm).isEmpty();
    }

    @Test
    public void changesNothingInADryRunAndShowsTheDiff() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        request.dryRun = true;
        request.atomic = true;
        var result = deploy();
        assertThat(helm).hasSize(1);
        assertThat(result).containsEntry("changed", true).containsEntry("revision", 8);
        assertThat(ports.text()).contains("Dry run: app in dev would go from 0.1.1 to 0.1.2 (revision 8 → 9)")
                .contains("+").contains("team/app:0.1.2");
        assertThat(ports.deployments).isEmpty();
    }

    @Test
    public void tellsWhyARolloutFailedAndThatHelmRolledBack() {
        cluster.revision(8, DEPLOYED, "0.1.1");
        cluster.outcome = crashLoop();
        request.atomic = true;
        ends.put("upgrade", new Outcome(1, List.of("Error: UPGRADE FAILED: context canceled"), null, null));
        beforeUpgradeEnds = () -> {
            supersede();
            cluster.revision(9, FAILED, "0.1.2").revision(10, DEPLOYED, "0.1.1");
        };
        refused("app 0.1.2 did not become ready in dev; dev runs 0.1.1 again (revision 10). app-1: CrashLoopBackOff (exit 1, "
                + "3 restarts): \"FATAL: no\". Mend the cause, then deploy again");
        assertThat(ports.archived.get("deployment-failure.txt")).contains("FATAL: no").contains("Back-off restarting");
        assertThat(ports.text()).contains("Rolled back app in dev to revision 8 (0.1.1), as revision 10, after ")
                .contains("Pod logs and events: deployment-failure.txt");
        assertThat(ports.reports).extracting(Report::getHeadline).endsWith("Failure of app in dev: failed");
    }

    @Test
    public void saysThatARolloutCannotBeWatchedAndLetsHelmGoOn() throws Exception {
        cluster.unwatchable = new ClusterException(ClusterException.Kind.SERVER, "the Kubernetes API is away");
        assertThat(deploy()).containsEntry("revision", 1);
        assertThat(ports.text()).containsOnlyOnce("[helm]   not watched any more, helm goes on: the Kubernetes API is away\n");
    }

    @Test
    public void rollsBackItselfWhereHelmWasKilledInTheMiddle() {
        cluster.revision(8, DEPLOYED, "0.1.1");
        request.atomic = true;
        ends.put("upgrade", new Outcome(137, List.of(), null, null));
        beforeUpgradeEnds = () -> cluster.revision(9, PENDING_UPGRADE, "0.1.2");
        refused("app 0.1.2 could not be deployed to dev: helm ended with status 137 and said nothing: run it by hand on the "
                + "agent; dev runs 0.1.1 again (revision 10)");
        assertThat(helm.get(helm.size() - 1)).startsWith("helm", "rollback", "app", "8");
    }

    @Test
    public void saysHowToRecoverWhatIsLeftWithoutAtomic() {
        cluster.revision(8, DEPLOYED, "0.1.1");
        ends.put("upgrade", new Outcome(1, List.of("Error: UPGRADE FAILED: pre-upgrade hooks failed: timed out waiting for "
                + "the condition"), null, null));
        beforeUpgradeEnds = () -> cluster.revision(9, FAILED, "0.1.2");
        refused("app 0.1.2 could not be deployed to dev; revision 9 is left failed and parts of it may run in dev: deploy "
                + "again, or run helm rollback app 8 -n dev. pre-upgrade hooks failed: timed out waiting for the condition: "
                + "see the log of the hook's Job in the cluster");
    }

    @Test
    public void tellsInOneLineWhatTheSchemaRefuses() {
        ends.put("render", new Outcome(1, List.of("Error: UPGRADE FAILED: values don't meet the specifications of the schema(s)"
                + " in the following chart(s):", "app:", "- at '/replicaCount': got string, want integer", ""), null, null));
        refused("app in dev cannot be deployed, nothing was changed: the values do not fit the chart's schema: app: - at "
                + "'/replicaCount': got string, want integer: correct the values files or set");
    }

    @Test
    public void goesOnInTheMiddleAfterARestart() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        request.atomic = true;
        var runner = runner();
        for (var phase : runner.engine().phases()) {
            runner.runUntil(phase.name());
            runner.restarted();
        }
        assertThat(runner.run()).containsEntry("revision", 9).containsEntry("previousTag", "0.1.1");
        assertThat(helm).hasSize(3);
    }

    @Test
    public void savesNoSecret() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        ports.credentials("users: [{name: u, user: {token: canary-token-1}}]", null);
        request = with("kube");
        var runner = runner();
        for (var phase : runner.engine().phases()) {
            runner.runUntil(phase.name());
            assertThat(new String(runner.saved(), StandardCharsets.ISO_8859_1)).doesNotContain("canary-token-1");
        }
        assertThat(ports.text()).doesNotContain("canary-token-1");
        FilePath file = ports.privateDir().child("kubeconfig");
        assertThat(file.readToString()).contains("canary-token-1");
        assertThat(file.mode() & 0777).isEqualTo(0600);
    }

    @Test
    public void saysAfterAnInterruptionWhatIsLeft() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        var runner = runner();
        runner.runUntil("Upgrading");
        runner.engine().interrupted(ports);
        assertThat(ports.text()).contains("Interrupted: nothing was changed in dev");
        runner.runUntil("Rolling back");
        cluster.entries.remove(cluster.entries.size() - 1);
        cluster.revision(9, PENDING_UPGRADE, "0.1.2");
        runner.engine().interrupted(ports);
        assertThat(ports.text()).contains("Interrupted while upgrading app in dev: revision 9 is left pending-upgrade in dev: "
                + "deploy again with recover: 'rollback', or run helm rollback app 8 -n dev");
    }

    @Test
    public void saysThatHelmRollsBackWhileItIsAskedToEnd() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        request.atomic = true;
        var runner = runner();
        runner.runUntil("Upgrading");
        runner.engine().ending(ports);
        assertThat(ports.text()).doesNotContain("Waiting for helm");
        runner.runUntil("Rolling back");
        runner.engine().ending(ports);
        assertThat(ports.text()).contains("Waiting for helm to roll app in dev back to revision 8");
    }

    @Test
    public void refusesAnotherStorageThanSecrets() {
        ports.env.put("HELM_DRIVER", "configmap");
        refused("HELM_DRIVER is 'configmap', but releases are read from Secrets");
    }

    @Test
    public void refusesAnEnvironmentThatLeadsHelmElsewhere() {
        ports.env.put("HELM_KUBETOKEN", "canary-token-2");
        refused("HELM_KUBETOKEN is set, which would lead helm to another cluster");
    }

    private DeployRequest with(String kubeconfigId) {
        var other = new DeployRequest(new HelmTarget("app", "dev", kubeconfigId, null, "controller"));
        other.chart = request.chart;
        other.values = request.values;
        other.imageTag = request.imageTag;
        return other;
    }

    private static RolloutOutcome crashLoop() {
        var why = new Diagnosis(APP, "app-1", "app", "CrashLoopBackOff", 1, 3, "", 0,
                List.of("Back-off restarting failed container"), List.of("FATAL: no"), "");
        return new RolloutOutcome(RolloutOutcome.Verdict.FAILED, List.of(), List.of(why), 12);
    }

    private void refused(String said) {
        assertThatThrownBy(this::deploy).isInstanceOf(StepFailure.class).hasMessageContaining(said);
    }

    private LinkedHashMap<String, Object> deploy() throws Exception {
        return runner().run();
    }

    private EngineRunner<LinkedHashMap<String, Object>> runner() {
        return new EngineRunner<>(new HelmDeployment(request), ports, this::play);
    }

    private String valuesFile() throws Exception {
        return ports.privateDir().child("values.json").readToString();
    }

    /** Plays helm: what it prints, and what it does to the cluster. */
    private Outcome play(Command command) throws Exception {
        helm.add(command.arguments());
        String what = command.arguments().contains("--dry-run=server") ? "render" : command.arguments().get(1);
        var end = ends.get(what);
        if (end != null) {
            beforeUpgradeEnds.run();
            return end;
        }
        int newest = cluster.entries.isEmpty() ? 0 : cluster.entries.get(cluster.entries.size() - 1).revision();
        return switch (what) {
            case "render" -> printed(FakeCluster.json(newest + 1, rendersTag));
            case "version" -> printed("v3.21.4+gabc\n");
            case "uninstall" -> {
                cluster.entries.clear();
                yield printed("");
            }
            case "rollback" -> {
                supersede();
                cluster.revision(newest + 1, DEPLOYED, "0.1.1");
                yield printed("");
            }
            default -> {
                supersede();
                cluster.revision(newest + 1, DEPLOYED, rendersTag);
                yield printed("");
            }
        };
    }

    private void supersede() {
        cluster.entries.replaceAll(e -> new ReleaseEntry(e.namespace(), e.name(), e.revision(),
                e.status() == FAILED ? FAILED : ReleaseStatus.SUPERSEDED, e.since(), Map.of()));
    }

    private Outcome printed(String text) throws Exception {
        File out = tmp.newFile();
        Files.writeString(out.toPath(), text);
        return new Outcome(0, List.of(), null, new FilePath(out));
    }
}
