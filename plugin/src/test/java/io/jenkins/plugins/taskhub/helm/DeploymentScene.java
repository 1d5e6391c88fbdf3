package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.DEPLOYED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.FAILED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.kubernetes.Diagnosis;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import io.jenkins.plugins.taskhub.registry.ResolvingRegistry;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/** A workspace, a cluster and a helm that plays along: what the tests of a deployment share. */
public abstract class DeploymentScene {
    static final Workload APP = new Workload(Workload.Kind.DEPLOYMENT, "dev", "app");

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    final FakeCluster cluster = new FakeCluster();
    final List<List<String>> helm = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final LinkedHashMap<String, Outcome> ends = new LinkedHashMap<>();
    Runnable beforeUpgradeEnds = () -> { };
    String rendersTag = "0.1.2";
    FakePorts ports;
    DeployRequest request;

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

    DeployRequest with(String kubeconfigId) {
        var other = new DeployRequest(new HelmTarget("app", "dev", kubeconfigId, null, "controller"));
        other.chart = request.chart;
        other.values = request.values;
        other.imageTag = request.imageTag;
        return other;
    }

    static RolloutOutcome crashLoop() {
        var why = new Diagnosis(APP, "app-1", "app", "CrashLoopBackOff", 1, 3, "", 0,
                List.of("Back-off restarting failed container"), List.of("FATAL: no"), "");
        return new RolloutOutcome(RolloutOutcome.Verdict.FAILED, List.of(), List.of(why), 12);
    }

    void refused(String said) {
        assertThatThrownBy(this::deploy).isInstanceOf(StepFailure.class).hasMessageContaining(said);
    }

    LinkedHashMap<String, Object> deploy() throws Exception {
        return runner().run();
    }

    EngineRunner<LinkedHashMap<String, Object>> runner() {
        return new EngineRunner<>(new HelmDeployment(request), ports, this::play);
    }

    String valuesFile() throws Exception {
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

    void supersede() {
        cluster.entries.replaceAll(e -> new ReleaseEntry(e.namespace(), e.name(), e.revision(),
                e.status() == FAILED ? FAILED : ReleaseStatus.SUPERSEDED, e.since(), Map.of()));
    }

    private Outcome printed(String text) throws Exception {
        File out = tmp.newFile();
        Files.writeString(out.toPath(), text);
        return new Outcome(0, List.of(), null, new FilePath(out));
    }
}
