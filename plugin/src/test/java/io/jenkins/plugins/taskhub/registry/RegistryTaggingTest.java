package io.jenkins.plugins.taskhub.registry;

import static io.jenkins.plugins.taskhub.registry.FakeRegistry.body;
import static io.jenkins.plugins.taskhub.registry.FakeRegistry.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;

public class RegistryTaggingTest {
    private static final String HELLO = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    private static final String BASE = "/v2/taskhub/app/manifests/";
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";

    private final FakeRegistry registry = new FakeRegistry();
    private final Registry client = Registry.direct();
    private final List<String> put = new ArrayList<>();

    @After
    public void stop() {
        registry.close();
    }

    @Test
    public void theManifestOfTheDigestIsPutUnderTheTagAsItIs() {
        registry.on(BASE + HELLO, body(200, "hello", "Content-Type", TYPE));
        registry.on(BASE + "0.1.2", exchange -> {
            put.add(exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            status(201).to(exchange);
        });
        client.tag(registry.image().withDigest(HELLO), "0.1.2", null).join();
        assertThat(put).containsExactly("PUT " + TYPE + " hello");
    }

    @Test
    public void aManifestThatDoesNotHaveItsDigestIsNotPut() {
        registry.on(BASE + HELLO, body(200, "hullo", "Content-Type", TYPE));
        assertThatThrownBy(() -> client.tag(registry.image().withDigest(HELLO), "0.1.2", null).join())
                .hasMessageContaining("sent a manifest that does not have its digest");
        assertThat(registry.asked()).hasSize(1);
    }

    @Test
    public void anImageThatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> client.tag(registry.image().withDigest(HELLO), "0.1.2", null).join())
                .hasMessageContaining("/taskhub/app@" + HELLO + " is not in the registry (404)");
    }

    @Test
    public void whoMayNotWriteIsToldSo() {
        registry.on(BASE + HELLO, body(200, "hello", "Content-Type", TYPE));
        registry.on(BASE + "0.1.2", status(403));
        assertThatThrownBy(() -> client.tag(registry.image().withDigest(HELLO), "0.1.2", new RegistryLogin("ci", "pw"))
                .join()).hasMessageContaining("does not let the given user write taskhub/app (403)");
    }
}
