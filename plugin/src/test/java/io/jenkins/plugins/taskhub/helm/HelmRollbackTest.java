package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.DEPLOYED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.FAILED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.PENDING_ROLLBACK;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.PENDING_UPGRADE;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class HelmRollbackTest {
    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeCluster cluster = new FakeCluster();
    private final RollbackRequest request = new RollbackRequest(new HelmTarget("app", "dev", null, null, "controller"));
    private final List<List<String>> helm = new ArrayList<>();
    private Outcome end = new Outcome(0, List.of(), null, null);
    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "helm");
        ports.cluster = cluster;
    }

    @Test
    public void goesBackToTheRevisionThatWasDeployedBefore() throws Exception {
        cluster.revision(6, SUPERSEDED, "0.1.0").revision(7, FAILED, "0.1.9").revision(8, DEPLOYED, "0.1.1");
        var result = rollBack();
        assertThat(helm).containsExactly(List.of("helm", "rollback", "app", "6", "--namespace", "dev", "--wait",
                "--timeout", "300s"));
        assertThat(result).containsEntry("revision", 9).containsEntry("previousRevision", 8).containsEntry("tag", "0.1.0")
                .containsEntry("previousTag", "0.1.1").containsEntry("changed", true);
        assertThat(ports.text()).contains("[helm] Rolling app in dev back to revision 6 (0.1.0), as revision 9")
                .contains("Deployment/app: image 0.1.1 → 0.1.0").contains("app in dev: revision 9 deployed in ");
        assertThat(ports.deployments()).singleElement().satisfies(record -> {
            assertThat(record.getEnvironment()).isEqualTo("dev");
            assertThat(record.getFromTag()).isEqualTo("0.1.1");
            assertThat(record.getToTag()).isEqualTo("0.1.0");
            assertThat(record.getRevision()).isEqualTo(9);
        });
    }

    @Test
    public void goesBackToWhatIsDeployedWhereALaterRevisionIsStuckOrFailed() throws Exception {
        cluster.revision(7, SUPERSEDED, "0.1.0").revision(8, DEPLOYED, "0.1.1").revision(9, PENDING_UPGRADE, "0.1.2");
        assertThat(rollBack()).containsEntry("tag", "0.1.1");
        assertThat(helm.get(0)).startsWith("helm", "rollback", "app", "8");
    }

    @Test
    public void goesToTheNamedRevision() throws Exception {
        cluster.revision(5, SUPERSEDED, "0.0.9").revision(6, SUPERSEDED, "0.1.0").revision(8, DEPLOYED, "0.1.1");
        request.revision = "5";
        assertThat(rollBack()).containsEntry("tag", "0.0.9");
    }

    @Test
    public void changesNothingWhereTheNamedRevisionRuns() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        request.revision = "8";
        assertThat(rollBack()).containsEntry("changed", false).containsEntry("revision", 8);
        assertThat(helm).isEmpty();
    }

    @Test
    public void changesNothingInADryRun() throws Exception {
        cluster.revision(7, SUPERSEDED, "0.1.0").revision(8, DEPLOYED, "0.1.1");
        request.dryRun = true;
        assertThat(rollBack()).containsEntry("changed", true).containsEntry("revision", 8);
        assertThat(helm).isEmpty();
        assertThat(ports.text()).contains("Dry run: would roll app in dev back to revision 7 (0.1.0)");
    }

    @Test
    public void refusesWhatIsNotThere() {
        refused("there is no release app in dev");
        cluster.revision(8, DEPLOYED, "0.1.1");
        refused("no revision of app in dev was deployed before revision 8: there is nothing to go back to");
        request.revision = "3";
        refused("there is no revision 3 of app in dev: take one of 8 (deployed)");
        request.revision = "first";
        refused("revision 'first' is not a number");
        assertThat(helm).isEmpty();
    }

    @Test
    public void saysWhatIsLeftWhereHelmFails() {
        cluster.revision(7, SUPERSEDED, "0.1.0").revision(8, DEPLOYED, "0.1.1");
        end = new Outcome(1, List.of("Error: timed out waiting for the condition"), null, null);
        refused("app in dev could not be rolled back to revision 7: timed out waiting for the condition: see what is not "
                + "ready with kubectl get pods, or give a longer timeout; revision 9 is left pending-rollback in dev");
    }

    private void refused(String said) {
        assertThatThrownBy(this::rollBack).isInstanceOf(StepFailure.class).hasMessageContaining(said);
    }

    private LinkedHashMap<String, Object> rollBack() throws Exception {
        return new EngineRunner<>(new HelmRollback(request), ports, this::play).run();
    }

    private Outcome play(Command command) {
        helm.add(command.arguments());
        int newest = cluster.entries.get(cluster.entries.size() - 1).revision();
        cluster.revision(newest + 1, end.succeeded() ? DEPLOYED : PENDING_ROLLBACK, "0.1.0");
        return end;
    }
}
