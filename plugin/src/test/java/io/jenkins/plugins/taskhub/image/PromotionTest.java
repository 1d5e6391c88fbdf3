package io.jenkins.plugins.taskhub.image;

import static io.jenkins.plugins.taskhub.registry.FakeRegistry.body;
import static io.jenkins.plugins.taskhub.registry.FakeRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.registry.RegistryException;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PromotionTest {
    private static final String HELLO = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String OTHER = "sha256:" + "0".repeat(64);
    private static final String MANIFESTS = "/v2/taskhub/app/manifests/";

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private final FakeRegistry registry = new FakeRegistry();
    private FakePorts ports;

    @Before
    public void prepare() {
        ports = new FakePorts(folder.getRoot(), "image");
        ports.registry = Registry.direct();
        registry.on(MANIFESTS + HELLO, body(200, "hello", "Content-Type", "application/vnd.oci.image.manifest.v1+json"));
        takes("0.1.2", null);
    }

    @After
    public void stop() {
        registry.close();
    }

    @Test
    public void aTagThatIsNotThereIsPointedToTheDigest() throws Exception {
        var result = promote(true, false, false);
        assertThat(result).containsEntry("tag", "0.1.2").containsEntry("digest", HELLO).containsEntry("changed", true)
                .containsEntry("reference", registry.image() + ":0.1.2").containsEntry("pinned", registry.image() + "@" + HELLO);
        assertThat(ports.text()).contains("[image] " + registry.image() + ":0.1.2 is " + HELLO);
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    public void aTagThatPointsThereAlreadyIsLeftAsItIs() throws Exception {
        takes("0.1.2", HELLO);
        assertThat(promote(true, false, false)).containsEntry("changed", false);
        assertThat(ports.text()).contains("0.1.2 is " + HELLO + " already");
        assertThat(puts()).isZero();
    }

    @Test
    public void aTagThatPointsElsewhereIsRefused() {
        takes("0.1.2", OTHER);
        assertThatThrownBy(() -> promote(true, false, false)).isInstanceOf(StepFailure.class)
                .hasMessageContaining("0.1.2 is in the registry already, as " + OTHER).hasMessageContaining("take a new tag");
        assertThat(puts()).isZero();
    }

    @Test
    public void aTagThatMayMoveIsMoved() throws Exception {
        takes("0.1.2", OTHER);
        assertThat(promote(false, false, false)).containsEntry("changed", true);
        assertThat(ports.text()).contains("it was " + OTHER);
    }

    @Test
    public void latestIsPointedThereToo() throws Exception {
        takes("latest", OTHER);
        promote(true, true, false);
        assertThat(puts()).isEqualTo(2);
        assertThat(ports.text()).contains(":latest is " + HELLO);
    }

    @Test
    public void aDryRunWritesNothing() throws Exception {
        assertThat(promote(true, true, true)).containsEntry("changed", false);
        assertThat(ports.text()).contains("Dry run: would point");
        assertThat(puts()).isZero();
    }

    @Test
    public void aDigestThatIsNotInTheRegistryIsRefused() {
        registry.on(MANIFESTS + HELLO, status(404));
        assertThatThrownBy(() -> promote(true, false, false)).isInstanceOf(RegistryException.class)
                .hasMessageContaining("is not in the registry (404)");
    }

    @Test
    public void aTagThatSomebodyElseWritesAtTheSameTimeIsTold() {
        registry.on(MANIFESTS + "0.1.2", exchange -> (exchange.getRequestMethod().equals("PUT") ? status(201)
                : puts() == 0 ? status(404) : status(200, "Docker-Content-Digest", OTHER)).to(exchange));
        assertThatThrownBy(() -> promote(true, false, false)).hasMessageContaining("the registry has " + OTHER);
    }

    @Test
    public void whatIsNoTagNoDigestOrNoImageIsRefusedBeforeAnythingIsAsked() {
        assertThatThrownBy(() -> request("taskhub/App", HELLO, "1")).hasMessageContaining("image 'taskhub/App' is not");
        assertThatThrownBy(() -> request("taskhub/app", "sha256:12", "1")).hasMessageContaining("'sha256:12' is no digest");
        assertThatThrownBy(() -> request("taskhub/app", null, "1")).hasMessageContaining("digest is missing");
        assertThatThrownBy(() -> request("taskhub/app", HELLO, "-1")).hasMessageContaining("tag '-1' is not");
        assertThatThrownBy(() -> request("taskhub/app", HELLO, "1".repeat(129))).hasMessageContaining("up to 128");
        assertThat(registry.asked()).isEmpty();
    }

    private Map<String, Object> promote(boolean immutable, boolean latest, boolean dryRun) throws Exception {
        return new EngineRunner<>(new Promotion(new PromoteRequest(registry.image().toString(), HELLO, "0.1.2", immutable,
                latest, null, dryRun, "controller")), ports, command -> {
                    throw new AssertionError("no process is needed");
                }).restarted().run();
    }

    private static void request(String image, String digest, String tag) {
        new PromoteRequest(image, digest, tag, true, false, null, false, "controller").checked();
    }

    /** Has the tag at that digest, or not; after a PUT at the promoted one. */
    private void takes(String tag, String digest) {
        long before = puts();
        registry.on(MANIFESTS + tag, exchange -> {
            if (exchange.getRequestMethod().equals("PUT")) {
                status(201).to(exchange);
            } else if (puts() > before) {
                status(200, "Docker-Content-Digest", HELLO).to(exchange);
            } else {
                (digest == null ? status(404) : status(200, "Docker-Content-Digest", digest)).to(exchange);
            }
        });
    }

    private long puts() {
        return registry.asked().stream().filter(asked -> asked.line().startsWith("PUT")).count();
    }
}
