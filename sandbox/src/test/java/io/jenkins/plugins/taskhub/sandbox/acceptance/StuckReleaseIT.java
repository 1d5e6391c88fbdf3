package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.Test;

/** A release that a killed helm left pending: the next deployment recovers it where the job says so. */
public class StuckReleaseIT extends AcceptanceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RECOVERING = BadInputIT.deploy(Map.of("recover", "'rollback'"));

    @Test
    public void anUpgradeGoesBackToWhatWasDeployedBeforeAndOnFromThere() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        killHelmInTheMiddle();
        assertThat(history("dev")).containsExactly("deployed", "pending-upgrade");
        var outcome = script(RECOVERING);
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[helm] revision 2 of task-service in dev is pending-upgrade since ")
                .contains(": rolling back to revision 1\n")
                .contains("[helm] Upgrading task-service in dev from 0.1.0 to 0.1.1 (revision 3 → 4)");
        assertThat(tag("dev")).isEqualTo("0.1.1");
        assertThat(history("dev")).hasSize(4).endsWith("superseded", "deployed");
    }

    @Test
    public void aFirstInstallationIsTakenAwayAndDoneAgain() throws Exception {
        killHelmInTheMiddle();
        assertThat(history("dev")).containsExactly("pending-install");
        var outcome = script(RECOVERING);
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[helm] revision 1 of task-service in dev is pending-install since ")
                .contains(": uninstalling it, since nothing was deployed before\n");
        assertThat(tag("dev")).isEqualTo("0.1.1");
        assertThat(history("dev")).containsExactly("deployed");
    }

    @Test
    public void aDryRunRecoversNothing() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        killHelmInTheMiddle();
        target.settle();
        var before = target.snapshot();
        assertRefused(script(RECOVERING + ", dryRun: true"), "pending-upgrade", "helm rollback task-service 1 -n dev");
        assertThat(target.snapshot()).isEqualTo(before);
    }

    private void killHelmInTheMiddle() throws Exception {
        var helm = target.startHelm("upgrade", "--install", RELEASE,
                sources.dir().resolve("infra/helm/charts/task-service").toString(), "--namespace", "dev",
                "--values", sources.dir().resolve(DEV_VALUES).toString(), "--wait",
                "--set", "image.repository=" + environment.get("TASKHUB_IMAGE") + ",image.tag=0.1.5-slow");
        Eventually.holds(PATIENCE, () -> history("dev").stream().anyMatch(status -> status.startsWith("pending")));
        helm.destroyForcibly().waitFor();
    }
}
