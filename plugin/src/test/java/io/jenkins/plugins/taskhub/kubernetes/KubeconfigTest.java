package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind;
import java.nio.file.Files;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KubeconfigTest {
    private static final String SERVER = "https://10.0.0.1:6443";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void namesTheContextsThatThereAre() {
        refused(ClusterAccess.kubeconfig(MockCluster.kubeconfig(SERVER)).context("prod"), Kind.NO_CONTEXT,
                "Context \"prod\" is not in the kubeconfig; it has: dev, staging.");
    }

    @Test
    public void asksForAContextWhereNoneIsCurrent() {
        refused(ClusterAccess.kubeconfig(MockCluster.kubeconfig(SERVER).replace("current-context: dev", "")),
                Kind.NO_CONTEXT,
                "The kubeconfig has no current context: name one of its contexts (dev, staging).");
    }

    @Test
    public void refusesAProgramOnTheController() {
        refused(user("{exec: {apiVersion: client.authentication.k8s.io/v1, command: /usr/bin/get-token}}"),
                Kind.KUBECONFIG,
                "User \"deployer\" of the kubeconfig starts a program (exec), which is not done on the controller: "
                + "use a "
                        + "token or a client certificate, or via: 'agent'.");
        refused(user("{auth-provider: {name: oidc}}"), Kind.KUBECONFIG,
                "User \"deployer\" of the kubeconfig starts a program (auth-provider), which is not done on the "
                + "controller: "
                        + "use a token or a client certificate, or via: 'agent'.");
    }

    @Test
    public void refusesFilesOnTheController() {
        refused(user("{client-certificate: /home/me/me.crt, client-key: me.key, tokenFile: /etc/passwd}"),
                Kind.KUBECONFIG,
                "The kubeconfig (user \"deployer\") names files, which are not read on the controller: "
                + "client-certificate "
                        + "/home/me/me.crt, client-key me.key, tokenFile /etc/passwd. Embed them as data (kubectl "
                        + "config view "
                        + "--raw --flatten), or use via: 'agent'.");
        refused(ClusterAccess.kubeconfig(MockCluster.kubeconfig(SERVER)
                        .replace("{server: \"" + SERVER + "\"}", "{server: \"" + SERVER
                        + "\", certificate-authority: ca.crt}")),
                Kind.KUBECONFIG, "The kubeconfig (user \"deployer\") names files, which are not read on the "
                + "controller: "
                        + "certificate-authority ca.crt. Embed them as data (kubectl config view --raw --flatten), or "
                        + "use via: "
                        + "'agent'.");
    }

    @Test
    public void refusesAFileOfTheAgentOnTheController() {
        refused(ClusterAccess.kubeconfigFile("/home/agent/.kube/config"), Kind.KUBECONFIG,
                "The kubeconfig /home/agent/.kube/config is a file of the agent and cannot be read on the controller: "
                + "use a "
                        + "secret file credential (kubeconfigId), or via: 'agent'.");
    }

    @Test
    public void readsFilesAndProgramsOnTheAgent() throws Exception {
        Files.writeString(folder.newFile("token").toPath(), "from-a-file\n");
        var file = folder.newFile("config").toPath();
        Files.writeString(file, MockCluster.kubeconfig(SERVER).replace("token: " + MockCluster.TOKEN,
                "tokenFile: token"));
        var kubeconfig = Kubeconfig.of(ClusterAccess.kubeconfigFile(file.toString()), Place.AGENT);

        assertThat(kubeconfig.config().getOauthTokenProvider().getToken()).isEqualTo("from-a-file");
        assertThat(kubeconfig.config().getMasterUrl()).startsWith(SERVER);
        assertThat(kubeconfig.config().getNamespace()).isEqualTo("dev");
    }

    @Test
    public void runsAProgramOnTheAgentAlone() throws Exception {
        var program = folder.newFile("get-token");
        Files.writeString(program.toPath(), """
                #!/bin/sh
                echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"made"}}'
                """);
        assertThat(program.setExecutable(true)).isTrue();
        var access = user("{exec: {apiVersion: client.authentication.k8s.io/v1, command: " + program + "}}")
                .context("staging");

        var kubeconfig = Kubeconfig.of(access, Place.AGENT);

        assertThat(kubeconfig.config().getAutoOAuthToken()).isEqualTo("made");
        assertThat(kubeconfig.context()).isEqualTo("staging");
    }

    @Test
    public void saysThatTextIsNoKubeconfigWithoutQuotingIt() {
        for (var text : new String[] {"token: canary: [", "", "just words", "{\"a\": 1}", "[canary]"}) {
            refused(ClusterAccess.kubeconfig(text), Kind.KUBECONFIG,
                    "The kubeconfig cannot be used: it is not YAML with clusters, users and contexts.");
        }
    }

    @Test
    public void saysWhatAContextLacks() {
        refused(ClusterAccess.kubeconfig(MockCluster.kubeconfig(SERVER).replace("{name: deployer,", "{name: other,")),
                Kind.KUBECONFIG, "Context \"dev\" of the kubeconfig names the user \"deployer\", which is not in it.");
        refused(ClusterAccess.kubeconfig(MockCluster.kubeconfig(SERVER).replace("{name: here,", "{name: there,")),
                Kind.KUBECONFIG, "Context \"dev\" of the kubeconfig names the cluster \"here\", which is not in it.");
        refused(ClusterAccess.kubeconfig(MockCluster.kubeconfig("file:///etc/passwd")), Kind.KUBECONFIG,
                "The kubeconfig's server of context \"dev\" is not a URL: \"file:///etc/passwd\".");
    }

    @Test
    public void saysThatThereIsNoClusterAround() {
        refused(ClusterAccess.automatic(), Kind.NO_CLUSTER, "No cluster is given: name a kubeconfig credential "
                + "(kubeconfigId) or set KUBECONFIG; this process does not run in a cluster either.");
    }

    @Test
    public void isBoundedInTimeAndKeepsToHttp1() {
        for (var place : Place.values()) {
            var config = Kubeconfig.of(user("{token: t}"), place).config();

            assertThat(config.getConnectionTimeout()).isEqualTo(5_000);
            assertThat(config.getRequestTimeout()).isEqualTo(15_000);
            assertThat(config.getRequestRetryBackoffLimit()).isEqualTo(1);
            assertThat(config.isHttp2Disable()).as("a 401 is lost over HTTP/2").isTrue();
        }
    }

    @Test
    public void takesNothingFromTheControllersOwnSettings() {
        System.setProperty("kubernetes.auth.token", "of-the-controller");
        System.setProperty("kubernetes.namespace", "of-the-controller");
        try {
            var config = Kubeconfig.of(user("{client-certificate-data: YQ==, client-key-data: YQ==}"),
                    Place.CONTROLLER).config();

            assertThat(config.getOauthToken()).isNull();
            assertThat(config.getAutoOAuthToken()).isNull();
            assertThat(config.getNamespace()).isEqualTo("dev");
        } finally {
            System.clearProperty("kubernetes.auth.token");
            System.clearProperty("kubernetes.namespace");
        }
    }

    private static ClusterAccess user(String user) {
        return ClusterAccess.kubeconfig(MockCluster.kubeconfig(SERVER).replace("{token: " + MockCluster.TOKEN + "}",
                user));
    }

    private static void refused(ClusterAccess access, Kind kind, String message) {
        assertThatThrownBy(() -> Kubeconfig.of(access, Place.CONTROLLER))
                .isInstanceOfSatisfying(ClusterException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }
}
