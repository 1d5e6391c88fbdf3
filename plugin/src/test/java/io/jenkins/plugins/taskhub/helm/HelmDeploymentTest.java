package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.DEPLOYED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

/** Installs and upgrades: what is run, told, recorded and returned. */
public class HelmDeploymentTest extends DeploymentScene {
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
                .containsExactly("Deployment of app in dev: begun", "Deployment of app in dev: done");
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
        assertThat(ports.deployments()).isEmpty();
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
        assertThat(ports.deployments()).hasSize(1);
        var record = ports.deployments().get(0);
        assertThat(List.of(record.getRelease(), record.getNamespace(), record.getEnvironment(), record.getFromTag(),
                record.getToTag(), record.getWho())).containsExactly("app", "dev", "staging", "0.1.1", "0.1.2", "dev-1");
        assertThat(record.getRevision()).isEqualTo(9);
        assertThat(record.getOutcome()).isEqualTo(DeploymentRecord.Outcome.DEPLOYED);
        assertThat(record.getImage()).isEqualTo("registry.example.com/team/app:0.1.2");
        assertThat(record.getDigest()).startsWith("sha256:");
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
        assertThat(ports.deployments()).isEmpty();
    }

    @Test
    public void saysThatARolloutCannotBeWatchedAndLetsHelmGoOn() throws Exception {
        cluster.unwatchable = new ClusterException(ClusterException.Kind.SERVER, "the Kubernetes API is away");
        assertThat(deploy()).containsEntry("revision", 1);
        assertThat(ports.text()).containsOnlyOnce("[helm]   not watched any more, helm goes on: the Kubernetes API is away\n");
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
            runner.restarted();
        }
        assertThat(ports.text()).doesNotContain("canary-token-1");
        FilePath file = ports.privateDir().child("kubeconfig");
        assertThat(file.readToString()).contains("canary-token-1");
        assertThat(file.mode() & 0777).isEqualTo(0600);
    }
}
