package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.After;
import org.junit.Test;

/** Every bad input: one line that says why, exit code 1, and a cluster that nobody has touched. */
public class BadInputIT extends AcceptanceTest {
    /** The cluster with 0.1.0 in dev: deployed once, and again only after a test that changed something. */
    private static Map<String, String> deployed = Map.of();

    private Map<String, String> before;
    private HttpServer registry;

    @Override
    void prepareCluster() throws Exception {
        if (deployed.isEmpty() || !target.snapshot().equals(deployed)) {
            target.reset();
            assertSucceeded(deployDev("0.1.0"));
            target.settle();
            deployed = target.snapshot();
        }
        before = deployed;
    }

    @After
    public void theClusterIsUntouched() {
        if (registry != null) {
            registry.stop(0);
        }
        assertThat(target.snapshot()).isEqualTo(before);
    }

    @Test
    public void anUnknownTag() throws Exception {
        assertRefused(deployDev("0.1.7"), "0.1.7", "0.1.1");
    }

    @Test
    public void aTagThatBeginsWithADash() throws Exception {
        assertRefused(deployDev("-v"), "imageTag '-v'", "beginning with a letter");
    }

    @Test
    public void aTagWithSpaces() throws Exception {
        assertRefused(deployDev("0.1.0 0.1.1"), "0.1.0 0.1.1");
    }

    @Test
    public void aTagWithASemicolon() throws Exception {
        assertRefused(deployDev("0.1.0;id"), "0.1.0;id");
    }

    @Test
    public void aChartThatIsMissing() throws Exception {
        assertRefused(script(deploy(Map.of("chart", "'infra/helm/charts/nowhere'"))), "infra/helm/charts/nowhere");
    }

    @Test
    public void aValuesFileThatIsMissing() throws Exception {
        assertRefused(script(deploy(Map.of("values", "['infra/helm/values/none.yaml']"))), "infra/helm/values/none.yaml");
    }

    @Test
    public void valuesThatBreakTheSchema() throws Exception {
        sources.change(DEV_VALUES, "replicaCount: 1", "replicaCount: many");
        assertRefused(deployDev("0.1.0"), "replicaCount");
    }

    @Test
    public void aNamespaceWithAWrongName() throws Exception {
        assertRefused(script(deploy(Map.of("namespace", "'Dev_1'"))), "Dev_1");
    }

    @Test
    public void aNamespaceThatDoesNotExist() throws Exception {
        assertRefused(script(deploy(Map.of("namespace", "'staging'"))), "staging");
    }

    @Test
    public void anApiServerThatCannotBeReached() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        useKubeconfig("https://127.0.0.1:" + port, "any");
        assertRefused(deployDev("0.1.0"), "127.0.0.1 port " + port, "connection refused");
    }

    @Test
    public void credentialsThatHaveExpired() throws Exception {
        useKubeconfig(target.server(), "long-gone");
        assertRefused(deployDev("0.1.0"), target.server(), "have expired", "Renew the kubeconfig");
    }

    @Test
    public void aRegistryThatWantsALogin() throws Exception {
        assertRefusedWhenTheRegistryAnswers(401);
    }

    @Test
    public void aRegistryThatForbids() throws Exception {
        assertRefusedWhenTheRegistryAnswers(403);
    }

    @Test
    public void aRegistryThatDoesNotKnowTheImage() throws Exception {
        registryAnswers(404);
        assertRefused(deployDev("0.1.0"), "0.1.0");
    }

    @Test
    public void aRegistryThatIsAskedTooOften() throws Exception {
        assertRefusedWhenTheRegistryAnswers(429);
    }

    @Test
    public void aRegistryThatIsBroken() throws Exception {
        assertRefusedWhenTheRegistryAnswers(500);
    }

    @Test
    public void aReleaseThatIsStuck() throws Exception {
        StoredRelease.newest(target.client(), "dev").copyAs(2, "pending-upgrade", Map.of());
        before = target.snapshot();
        assertRefused(deployDev("0.1.1"), "pending-upgrade", "helm rollback task-service 1 -n dev");
    }

    private void assertRefusedWhenTheRegistryAnswers(int status) throws IOException, InterruptedException {
        registryAnswers(status);
        assertRefused(deployDev("0.1.0"), Integer.toString(status));
    }

    private void registryAnswers(int status) throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            if (status == 401) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        registry.start();
        environment.put("TASKHUB_IMAGE", "127.0.0.1:" + registry.getAddress().getPort() + "/taskhub/task-service");
    }

    private void useKubeconfig(String server, String token) throws IOException {
        var authority = Config.fromKubeconfig(target.kubeconfig().toFile()).getCaCertData();
        var config = new ConfigBuilder()
                .addNewCluster().withName("c").withNewCluster().withServer(server)
                .withCertificateAuthorityData(authority).endCluster().endCluster()
                .addNewUser().withName("u").withNewUser().withToken(token).endUser().endUser()
                .addNewContext().withName("x").withNewContext().withCluster("c").withUser("u").endContext().endContext()
                .withCurrentContext("x").build();
        var file = folder.newFile("kubeconfig").toPath();
        Files.writeString(file, Serialization.asYaml(config));
        environment.put("KUBECONFIG", file.toString());
    }

    /** A helmDeploy of task-service to dev, with some arguments changed; values are Groovy. */
    static String deploy(Map<String, String> changes) {
        Map<String, String> arguments = new TreeMap<>(Map.of("release", "'task-service'",
                "chart", "'infra/helm/charts/task-service'", "namespace", "'dev'", "values", "['" + DEV_VALUES + "']",
                "set", "['image.repository': env.TASKHUB_IMAGE]", "imageTag", "'0.1.1'", "atomic", "true"));
        arguments.putAll(changes);
        var text = new StringBuilder("helmDeploy ");
        arguments.forEach((name, value) -> text.append(name).append(": ").append(value).append(", "));
        return text.substring(0, text.length() - 2);
    }
}
