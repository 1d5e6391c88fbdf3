package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.DEPLOYED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.FAILED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.PENDING_INSTALL;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.PENDING_ROLLBACK;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.PENDING_UPGRADE;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.Report;
import java.util.List;
import org.junit.Test;

/** Releases that are stuck, upgrades that fail or are interrupted: what is left, and what to do. */
public class HelmDeploymentFailureTest extends DeploymentScene {
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
    public void doesNotRecoverToARevisionThatFailed() throws Exception {
        cluster.revision(1, SUPERSEDED, "0.1.0").revision(2, PENDING_ROLLBACK, "0.1.1").failed.add(1);
        refused("or run helm uninstall app -n dev");
        request.recover = "rollback";
        deploy();
        assertThat(helm.get(0)).startsWith("helm", "uninstall", "app");
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
        assertThat(ports.reports).extracting(Report::getHeadline).endsWith("Deployment of app in dev: failed");
        assertThat(ports.deployments()).extracting(DeploymentRecord::getOutcome)
                .containsExactly(DeploymentRecord.Outcome.RETURNED);
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
}
