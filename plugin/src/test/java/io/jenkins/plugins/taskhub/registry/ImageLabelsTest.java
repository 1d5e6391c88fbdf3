package io.jenkins.plugins.taskhub.registry;

import static io.jenkins.plugins.taskhub.registry.FakeRegistry.json;
import static io.jenkins.plugins.taskhub.registry.FakeRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Test;

public class ImageLabelsTest {
    private static final String MANIFEST = "sha256:" + "a".repeat(64);
    private static final String CONFIG = "sha256:" + "c".repeat(64);
    private static final String BASE = "/v2/taskhub/app/";

    private final FakeRegistry registry = new FakeRegistry();
    private final Registry client = Registry.direct();

    @After
    public void stop() {
        registry.close();
    }

    @Test
    public void theLabelsOfATagComeFromItsConfiguration() {
        registry.on(BASE + "manifests/1", manifest());
        registry.on(BASE + "blobs/" + CONFIG, json("{\"architecture\":\"amd64\",\"config\":{\"Env\":[\"A=B\"],\"Labels\":"
                + "{\"org.opencontainers.image.revision\":\"abc\",\"x\":\"y\"},\"Cmd\":[]},\"rootfs\":{\"diff_ids\":[]}}"));
        assertThat(labels()).contains(Map.of("org.opencontainers.image.revision", "abc", "x", "y"));
    }

    @Test
    public void theLabelsOfSeveralPlatformsAreThoseOfTheFirst() {
        registry.on(BASE + "manifests/1", json("{\"schemaVersion\":2,\"manifests\":[{\"platform\":{\"os\":\"linux\"},"
                + "\"digest\":\"" + MANIFEST + "\"},{\"digest\":\"sha256:" + "b".repeat(64) + "\"}]}"));
        registry.on(BASE + "manifests/" + MANIFEST, manifest());
        registry.on(BASE + "blobs/" + CONFIG, json("{\"config\":{\"Labels\":{\"x\":\"y\"}}}"));
        assertThat(labels()).contains(Map.of("x", "y"));
    }

    @Test
    public void anImageWithoutLabelsHasNone() {
        registry.on(BASE + "manifests/1", manifest());
        registry.on(BASE + "blobs/" + CONFIG, json("{\"config\":{\"Labels\":null}}"));
        assertThat(labels()).contains(Map.of());
    }

    @Test
    public void aTagThatIsNotThereHasNoAnswer() {
        assertThat(labels()).isEmpty();
    }

    @Test
    public void theConfigurationIsReadWhereTheRegistrySendsItFromElsewhere() {
        registry.on(BASE + "manifests/1", manifest());
        registry.on(BASE + "blobs/" + CONFIG, status(307, "Location", "/elsewhere"));
        registry.on("/elsewhere", json("{\"config\":{\"Labels\":{\"x\":\"y\"}}}"));
        assertThat(labels()).contains(Map.of("x", "y"));
    }

    @Test
    public void whatIsNoManifestIsSaidToBeNone() {
        registry.on(BASE + "manifests/1", json("{\"schemaVersion\":1}"));
        assertThatThrownBy(this::labels).hasCauseInstanceOf(RegistryException.class)
                .hasMessageContaining("sent a manifest that is none when asked about taskhub/app");
        registry.on(BASE + "manifests/1", json("[]"));
        assertThatThrownBy(this::labels).hasMessageContaining("sent a manifest that is none");
    }

    @Test
    public void aConfigurationThatIsCutOffIsSaidToBeNone() {
        registry.on(BASE + "manifests/1", manifest());
        registry.on(BASE + "blobs/" + CONFIG, json("{\"config\":{\"Labels\":{\"x\":"));
        assertThatThrownBy(this::labels).hasMessageContaining("sent an image configuration that is none");
    }

    @Test
    public void anIndexOfAnIndexIsNotFollowedWithoutEnd() {
        registry.on(BASE + "manifests/", json("{\"manifests\":[{\"digest\":\"" + MANIFEST + "\"}]}"));
        assertThatThrownBy(this::labels).hasMessageContaining("sent a manifest that is none");
        assertThat(registry.asked()).hasSize(2);
    }

    private Optional<Map<String, String>> labels() {
        return client.labels(registry.image().withTag("1"), null).join();
    }

    private static FakeRegistry.Reply manifest() {
        return json("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                + CONFIG + "\",\"size\":7},\"layers\":[{\"digest\":\"sha256:" + "d".repeat(64) + "\"}]}");
    }
}
