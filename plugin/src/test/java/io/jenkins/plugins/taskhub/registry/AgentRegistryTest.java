package io.jenkins.plugins.taskhub.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.remoting.VirtualChannel;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class AgentRegistryTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Rule
    public JenkinsRule r = new JenkinsRule();

    private final FakeRegistry registry = new FakeRegistry().hasTag("1", DIGEST).listsTags("1", "2");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @After
    public void stop() {
        threads.shutdownNow();
        registry.close();
    }

    @Test
    public void theAgentAsksAndItsAnswersComeBack() throws Exception {
        VirtualChannel channel = r.createOnlineSlave().getChannel();
        Registry agent = Registry.through(channel, threads);
        ImageReference image = registry.image();
        assertThat(agent.digest(image.withTag("1"), null).join()).contains(DIGEST);
        assertThat(agent.digest(image.withTag("9"), null).join()).isEmpty();
        assertThat(agent.resolve(image.withTag("1"), new RegistryLogin("ci", "pw")).join()).isEqualTo(DIGEST);
        assertThat(agent.nearest(image, "", null).join()).containsExactly("2", "1");
        assertThat(agent.labels(image.withTag("9"), null).join()).isEmpty();
        registry.on("/v2/taskhub/app/manifests/3", FakeRegistry.json("{\"config\":{\"digest\":\"" + DIGEST + "\"}}"))
                .on("/v2/taskhub/app/blobs/", FakeRegistry.json("{\"config\":{\"Labels\":{\"x\":\"y\"}}}"));
        assertThat(agent.labels(image.withTag("3"), null).join()).contains(Map.of("x", "y"));
        String hello = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        registry.on("/v2/taskhub/app/manifests/" + hello, FakeRegistry.body(200, "hello", "Content-Type", "text/plain"));
        agent.tag(image.withDigest(hello), "1", null).join();
        assertThat(registry.asked().get(registry.asked().size() - 1).line()).isEqualTo("PUT /v2/taskhub/app/manifests/1");
    }

    @Test
    public void aFailureOnTheAgentKeepsItsWords() throws Exception {
        Registry agent = Registry.through(r.createOnlineSlave().getChannel(), threads);
        assertThatThrownBy(() -> agent.resolve(registry.image().withTag("3"), null).join())
                .isInstanceOf(CompletionException.class).cause().isInstanceOf(RegistryException.class)
                .hasMessageContaining("has no tag 3 in the registry. Nearest: 2, 1.");
    }
}
