package io.jenkins.plugins.taskhub.helm;

import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.DEPLOYED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.FAILED;
import static io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.kubernetes.Images.Running;
import io.jenkins.plugins.taskhub.registry.ResolvingRegistry;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.Test;

/** Which tags are deployed, and whether they may be. */
public class HelmDeploymentTagsTest extends DeploymentScene {
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String OTHER = "sha256:" + "b".repeat(64);

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
    public void deploysTheDigestThatTheTagHasNow() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1");
        pinned();
        rendersTag = "0.1.2@" + DIGEST;
        assertThat(deploy()).containsEntry("tag", "0.1.2").containsEntry("digest", DIGEST);
        assertThat(valuesFile()).isEqualTo("{\"image\":{\"tag\":\"0.1.2\",\"digest\":\"" + DIGEST + "\"}}");
        assertThat(asked).containsExactly("registry.example.com/team/app:0.1.2");
        assertThat(ports.text()).contains("[helm] registry.example.com/team/app:0.1.2 is " + DIGEST + "\n");
    }

    @Test
    public void asksForTheDigestBeforeAnythingIsRendered() {
        pinned();
        ports.registry = new ResolvingRegistry(image ->
                CompletableFuture.failedFuture(new StepFailure("no tag 0.1.2. Nearest: 0.1.1")));
        refused("no tag 0.1.2. Nearest: 0.1.1");
        assertThat(helm).isEmpty();
    }

    @Test
    public void keepsTheDigestTogetherWithTheTag() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1@" + OTHER).revision(9, FAILED, "0.1.9@" + DIGEST);
        pinned();
        request.imageTag = "KEEP_CURRENT";
        rendersTag = "0.1.1@" + OTHER;
        assertThat(deploy()).containsEntry("tag", "0.1.1").containsEntry("digest", OTHER);
        assertThat(valuesFile()).isEqualTo("{\"image\":{\"tag\":\"0.1.1\",\"digest\":\"" + OTHER + "\"}}");
        assertThat(asked).containsExactly("registry.example.com/team/app:0.1.1@" + OTHER);
    }

    @Test
    public void addsNoDigestToATagThatIsKeptAndHadNone() throws Exception {
        cluster.revision(8, DEPLOYED, "0.1.1").revision(9, FAILED, "0.1.9@" + DIGEST);
        pinned();
        request.imageTag = "KEEP_CURRENT";
        request.set.put("replicas", 3);
        rendersTag = "0.1.1";
        assertThat(deploy()).containsEntry("tag", "0.1.1").containsEntry("digest", null);
        assertThat(valuesFile()).isEqualTo("{\"replicas\":3,\"image\":{\"tag\":\"0.1.1\"}}");
    }

    @Test
    public void refusesADigestThatArrivesInNoContainer() {
        pinned();
        rendersTag = "0.1.2";
        refused("the digest " + DIGEST + " given at image.digest arrives in no container of the chart: correct imageDigestKey");
        assertThat(helm).hasSize(1);
    }

    private void pinned() {
        request.image = "registry.example.com/team/app";
        request.imageDigestKey = "image.digest";
        ports.registry = new ResolvingRegistry(image -> {
            asked.add(image.toString());
            return CompletableFuture.completedFuture(image.digest().orElse(DIGEST));
        });
    }
}
