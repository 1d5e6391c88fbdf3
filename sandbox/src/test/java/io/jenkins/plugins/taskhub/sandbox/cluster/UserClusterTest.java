package io.jenkins.plugins.taskhub.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class UserClusterTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path file;

    @Before
    public void aKubeconfigWithTwoContexts() throws IOException {
        file = Files.writeString(folder.getRoot().toPath().resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: one
                clusters:
                - {name: a, cluster: {server: "https://10.0.0.1:6443"}}
                - {name: b, cluster: {server: "https://10.0.0.2:6443"}}
                users:
                - {name: u, user: {token: t}}
                contexts:
                - {name: one, context: {cluster: a, user: u}}
                - {name: two, context: {cluster: b, user: u}}
                """);
    }

    @Test
    public void withoutKubeconfigAndContextThereIsNone() {
        assertThat(UserCluster.given(Map.of(), null)).isEmpty();
        assertThat(UserCluster.given(Map.of("KUBECONFIG", " "), null)).isEmpty();
    }

    @Test
    public void theCurrentContextCountsUnlessOneIsNamed() {
        var current = UserCluster.given(Map.of("KUBECONFIG", "/nowhere:" + file), null).orElseThrow();
        assertThat(current).isEqualTo(new UserCluster(file, "one", "https://10.0.0.1:6443/"));
        var named = UserCluster.given(Map.of("KUBECONFIG", file.toString()), "two").orElseThrow();
        assertThat(named).isEqualTo(new UserCluster(file, "two", "https://10.0.0.2:6443/"));
        assertThat(named.describe()).contains("two").contains("https://10.0.0.2:6443/");
    }

    @Test
    public void anUnknownContextIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> UserCluster.given(Map.of("KUBECONFIG", file.toString()), "three"))
                .hasMessageContaining("no context three").hasMessageContaining("one, two");
    }

    @Test
    public void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> UserCluster.given(Map.of("KUBECONFIG", "/nowhere/config"), null))
                .hasMessageContaining("KUBECONFIG=/nowhere/config").hasMessageContaining("unset it");
    }

    @Test
    public void aFileThatIsNoKubeconfigIsRefused() throws IOException {
        Files.writeString(file, "just a word\n");
        assertThatThrownBy(() -> UserCluster.given(Map.of("KUBECONFIG", file.toString()), null))
                .hasMessageContaining(file + " is no kubeconfig");
    }

    @Test
    public void theLocalClustersOwnFileIsNotTheUsers() {
        var ours = LocalWorld.ofUser().kubeconfig().toString();
        assertThat(UserCluster.given(Map.of("KUBECONFIG", ours), null)).isEmpty();
    }
}
