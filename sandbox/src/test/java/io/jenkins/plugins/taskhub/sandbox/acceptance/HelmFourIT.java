package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.Before;
import org.junit.Test;

/** The same steps with Helm 4 on the agent, on releases that Helm 3 made and on its own. */
public class HelmFourIT extends AcceptanceTest {
    @Before
    public void takeHelmFour() throws Exception {
        Path helm;
        try (var progress = Progress.onScreen(System.out)) {
            helm = target.tools().built("helm4", progress);
        }
        var bin = folder.newFolder("bin").toPath();
        Files.createSymbolicLink(bin.resolve("helm"), helm);
        environment.put("PATH", bin + ":" + environment.get("PATH"));
    }

    @Test
    public void deploysKeepsATagAndRollsBack() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        assertSucceeded(deployDev("0.1.1"));
        sources.change(DEV_VALUES, "replicaCount: 1", "replicaCount: 2");
        var kept = deployDev("KEEP_CURRENT");
        assertSucceeded(kept);
        assertThat(kept.log()).contains("revision 3 deployed");
        assertThat(tag("dev")).isEqualTo("0.1.1");
        assertThat(deployment("dev").getSpec().getReplicas()).isEqualTo(2);
        var back = script("sh 'helm version --short'\n"
                + "def done = helmRollback release: 'task-service', namespace: 'dev', revision: 1\n"
                + "echo \"BACK ${done.revision} ${done.tag}\"");
        assertSucceeded(back);
        assertThat(back.log()).containsPattern("\nv4\\.\\d").contains("BACK 4 0.1.0");
        assertThat(tag("dev")).isEqualTo("0.1.0");
        assertThat(history("dev")).containsExactly("superseded", "superseded", "superseded", "deployed");
    }

    @Test
    public void goesOnWithAReleaseOfHelmThree() throws Exception {
        target.helm("upgrade", "--install", RELEASE, sources.dir().resolve("infra/helm/charts/task-service").toString(),
                "--namespace", "dev", "--values", sources.dir().resolve(DEV_VALUES).toString(), "--wait",
                "--set", "image.repository=" + environment.get("TASKHUB_IMAGE") + ",image.tag=0.1.0");
        assertSucceeded(deployDev("0.1.1"));
        assertThat(tag("dev")).isEqualTo("0.1.1");
        assertThat(history("dev")).containsExactly("superseded", "deployed");
    }

    @Test
    public void aBadRolloutEndsEarlyAndIsRolledBack() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        var outcome = deployDev("0.1.3-crashloop");
        assertRefused(outcome, "did not become ready", "dev runs 0.1.0 again");
        assertThat(outcome.log()).contains("CrashLoopBackOff");
        assertThat(tag("dev")).isEqualTo("0.1.0");
        assertThat(history("dev")).last().isEqualTo("deployed");
    }

    @Test
    public void aStuckReleaseIsRecovered() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        StoredRelease.newest(target.client(), "dev").copyAs(2, "pending-upgrade", Map.of());
        assertRefused(deployDev("0.1.1"), "pending-upgrade", "helm rollback task-service 1 -n dev");
        assertSucceeded(script(BadInputIT.deploy(Map.of("recover", "'rollback'"))));
        assertThat(tag("dev")).isEqualTo("0.1.1");
    }
}
