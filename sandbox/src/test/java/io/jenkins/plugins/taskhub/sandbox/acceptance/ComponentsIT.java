package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import org.junit.Before;
import org.junit.Test;

/** A chart of two components, each with a tag of its own. */
public class ComponentsIT extends AcceptanceTest {
    @Before
    public void copyTheChart() throws Exception {
        var chart = Checkout.find().resolve("sandbox/src/test/resources/charts/shop");
        try (var files = Files.walk(chart)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var copy = sources.dir().resolve("shop").resolve(chart.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    public void oneComponentKeepsItsTagWhileTheOtherGetsANewOne() throws Exception {
        assertSucceeded(deploy("web: '0.1.0', worker: '0.1.0'"));
        var outcome = deploy("web: 'KEEP_CURRENT', worker: '0.1.1'");
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("TAGS [web.image.tag:0.1.0, worker.image.tag:0.1.1]")
                .contains("Deployment/shop-worker: image 0.1.0 → 0.1.1").doesNotContain("Deployment/shop-web: image");
        assertThat(image("dev", "web")).endsWith(":0.1.0");
        assertThat(image("dev", "worker")).endsWith(":0.1.1");
    }

    @Test
    public void aRevisionThatFailedIsNotWhatIsKept() throws Exception {
        assertSucceeded(deploy("web: '0.1.0', worker: '0.1.0'"));
        assertRefused(deploy("web: '0.1.2', worker: '0.1.3-crashloop'"), "did not become ready");
        assertThat(image("dev", "web")).endsWith(":0.1.2");
        assertSucceeded(deploy("web: 'KEEP_CURRENT', worker: '0.1.1'"));
        assertThat(image("dev", "web")).endsWith(":0.1.0");
        assertThat(image("dev", "worker")).endsWith(":0.1.1");
    }

    @Test
    public void aTagThatOneComponentCannotHaveStopsBoth() throws Exception {
        assertSucceeded(deploy("web: '0.1.0', worker: '0.1.0'"));
        target.settle();
        var before = target.snapshot();
        assertRefused(deploy("web: '0.1.1', worker: '0.1.7'"), "0.1.7");
        assertThat(target.snapshot()).isEqualTo(before);
    }

    @Test
    public void whereNothingRunsThereIsNothingToKeep() throws Exception {
        assertRefused(deploy("web: '0.1.0', worker: 'KEEP_CURRENT'"), "KEEP_CURRENT has no tag to keep");
        assertThat(target.helm("list", "--all", "--short", "-n", "dev")).isBlank();
    }

    private BuildOutcome deploy(String imageTags) throws Exception {
        return script("def done = helmDeploy release: 'shop', chart: 'shop', namespace: 'dev', imageTags: [" + imageTags
                + "], set: ['web.image.repository': env.TASKHUB_IMAGE, 'worker.image.repository': env.TASKHUB_IMAGE]\n"
                + "echo \"TAGS ${done.tags}\"");
    }

    private String image(String namespace, String component) {
        return target.client().apps().deployments().inNamespace(namespace).withName("shop-" + component).get()
                .getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    }
}
