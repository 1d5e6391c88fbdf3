package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.Test;

public class DeployDevIT extends AcceptanceTest {
    @Test
    public void aTagIsDeployedAsTheLogSays() throws Exception {
        var outcome = deployDev("0.1.0");
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("0.1.0").contains("revision 1");
        assertThat(image("dev")).isEqualTo(pinned("0.1.0"));
        assertThat(outcome.log()).contains("[helm] " + pinned("0.1.0").replace("@", " is "));
        assertThat(deployment("dev").getSpec().getReplicas()).isEqualTo(1);
        assertThat(nodePort("dev")).isEqualTo(30080);
        assertThat(history("dev")).containsExactly("deployed");
    }

    @Test
    public void keepCurrentChangesNothingButTheDifferencesOfTheValues() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        var before = deployment("dev").getSpec();
        sources.change(DEV_VALUES, "replicaCount: 1", "replicaCount: 2");
        var outcome = deployDev("KEEP_CURRENT");
        assertSucceeded(outcome);
        var after = deployment("dev").getSpec();
        assertThat(after.getReplicas()).isEqualTo(2);
        after.setReplicas(before.getReplicas());
        assertThat(after).isEqualTo(before);
        assertThat(history("dev")).containsExactly("superseded", "deployed");
    }

    @Test
    public void keepCurrentKeepsTheImageThatRunsWhereItsTagHasMoved() throws Exception {
        target.push(target.registry(), List.of("moving"), "--label", "build=1");
        assertSucceeded(deployDev("moving"));
        var before = image("dev");
        target.push(target.registry(), List.of("moving"), "--label", "build=2");
        assertThat(pinned("moving")).isNotEqualTo(before);
        sources.change(DEV_VALUES, "replicaCount: 1", "replicaCount: 2");
        assertSucceeded(deployDev("KEEP_CURRENT"));
        assertThat(image("dev")).isEqualTo(before);
        assertSucceeded(deployDev("moving"));
        assertThat(image("dev")).isEqualTo(pinned("moving"));
        assertSucceeded(build("rollback", request -> request.parameter("ENVIRONMENT", "dev").parameter("REVISION", "2")));
        assertThat(image("dev")).isEqualTo(before);
    }

    @Test
    public void withoutAChangeThereIsNoNewRevision() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        target.settle();
        var before = target.snapshot();
        assertSucceeded(deployDev("KEEP_CURRENT"));
        assertThat(target.snapshot()).isEqualTo(before);
    }

    @Test
    public void keepCurrentOnAnEmptyNamespaceIsRefused() throws Exception {
        var before = target.snapshot();
        assertRefused(deployDev("KEEP_CURRENT"), "KEEP_CURRENT", "give imageTag a tag");
        assertThat(target.snapshot()).isEqualTo(before);
    }

    @Test
    public void keepCurrentAfterAFailedRevisionTakesTheTagThatIsDeployed() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        markNewestFailed();
        assertThat(history("dev")).containsExactly("deployed", "failed");
        sources.change(DEV_VALUES, "replicaCount: 1", "replicaCount: 2");
        assertSucceeded(deployDev("KEEP_CURRENT"));
        assertThat(image("dev")).isEqualTo(pinned("0.1.0"));
        assertThat(deployment("dev").getSpec().getReplicas()).isEqualTo(2);
    }

    @Test
    public void rollbackBringsTheRevisionBefore() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
        assertSucceeded(deployDev("0.1.1"));
        var outcome = build("rollback", request -> request.parameter("ENVIRONMENT", "dev").parameter("REVISION", ""));
        assertSucceeded(outcome);
        assertThat(image("dev")).isEqualTo(pinned("0.1.0"));
        assertThat(history("dev")).containsExactly("superseded", "superseded", "deployed");
    }

    /** A second revision with another tag whose rollout never came to its end. */
    private void markNewestFailed() {
        StoredRelease.newest(target.client(), "dev").copyAs(2, "failed",
                Map.of("\"tag\":\"0.1.0\"", "\"tag\":\"0.1.3-crashloop\""));
    }
}
