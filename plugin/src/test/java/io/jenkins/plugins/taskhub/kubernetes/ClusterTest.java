package io.jenkins.plugins.taskhub.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.After;
import org.junit.Test;

public class ClusterTest {
    private static final String DEV = "/api/v1/namespaces/dev";

    private final MockCluster mock = MockCluster.told();

    @After
    public void stop() {
        mock.close();
    }

    @Test
    public void knowsServerContextAndNamespaceOfItsKubeconfig() {
        try (var cluster = mock.open()) {
            assertThat(cluster.server()).isEqualTo(mock.server.url("").replaceAll("/$", ""));
            assertThat(cluster.context()).isEqualTo("dev");
            assertThat(cluster.namespace()).isEqualTo("dev");
        }
    }

    @Test
    public void takesAnotherContextAndNamespaceWhenTold() {
        var access = ClusterAccess.kubeconfig(mock.kubeconfig()).context("staging").namespace("blue");
        try (var cluster = Cluster.open(access, Place.CONTROLLER)) {
            assertThat(cluster.context()).isEqualTo("staging");
            assertThat(cluster.namespace()).isEqualTo("blue");
        }
    }

    @Test
    public void sendsTheTokenOfTheKubeconfig() throws Exception {
        mock.server.expect().get().withPath(DEV).andReturn(200, new NamespaceBuilder().build()).once();
        try (var cluster = mock.open()) {
            cluster.requireNamespace("dev");
        }
        assertThat(mock.server.takeRequest(1, TimeUnit.SECONDS).getHeader("Authorization"))
                .isEqualTo("Bearer " + MockCluster.TOKEN);
    }

    @Test
    public void saysThatANamespaceIsMissing() {
        var failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.NO_NAMESPACE);
        assertThat(failure).hasMessage("Namespace \"dev\" does not exist in the cluster at %s: create it, or correct "
                + "the "
                + "name.", server());
    }

    @Test
    public void saysWhoseCredentialsAreRefused() {
        answer(401, "Unauthorized");
        var failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure).hasMessage("The Kubernetes API at %s does not accept the credentials of user \"deployer\" "
                + "(context \"dev\"): they are wrong or have expired. Renew the kubeconfig.", server());
    }

    @Test
    public void saysWhoMayNotDoWhatWhere() {
        answer(403, "namespaces \"dev\" is forbidden: User \"system:serviceaccount:ci:deployer\" cannot get resource "
                + "\"namespaces\" in API group \"\" in the namespace \"dev\"");
        var failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(failure).hasMessage("Not allowed to read the namespace dev as user \"deployer\" (context \"dev\"): "
                + "namespaces \"dev\" is forbidden: User \"system:serviceaccount:ci:deployer\" cannot get resource "
                + "\"namespaces\" in API group \"\" in the namespace \"dev\". Ask for a Role that allows it.");
    }

    @Test
    public void saysWhatTheServerAnsweredOtherwise() {
        answer(500, "etcdserver: leader changed");
        var failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.SERVER);
        assertThat(failure).hasMessage("Could not read the namespace dev: the Kubernetes API at %s answered 500: "
                + "etcdserver: leader changed.", server());
    }

    @Test
    public void neverRepeatsTheTokenThatAServerEchoes() {
        answer(500, "bad token " + MockCluster.TOKEN + "\u001b[31m");

        assertThat(failure()).hasMessageNotContaining(MockCluster.TOKEN).hasMessageContaining("bad token ****.");
    }

    @Test
    public void hasNoCauseSoThatItCanTravel() throws Exception {
        answer(500, "broken");
        var failure = failure();

        assertThat(failure).hasNoCause();
        new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(failure);
    }

    @Test
    public void saysThatNobodyListens() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        var failure = failure("http://127.0.0.1:" + port);

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessage("Cannot reach the Kubernetes API at 127.0.0.1 port %d: connection refused. "
                + "Check "
                + "that the cluster is up and that the controller may reach it (else use via: 'agent').", port);
    }

    @Test
    public void saysThatTheHostIsNotKnown() {
        var failure = failure("https://no-such-host.invalid:6443");

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageStartingWith("Cannot reach the Kubernetes API at no-such-host.invalid port 6443: "
                + "the host name is not known.");
    }

    @Test
    public void saysThatAServerDoesNotSpeakTls() {
        var failure = failure(mock.server.url("/").replace("http:", "https:"));

        assertThat(failure.kind()).isEqualTo(Kind.TLS);
        assertThat(failure).hasMessageStartingWith("No trusted connection to the Kubernetes API at https://");
    }

    @Test
    public void saysThatACertificateIsNotTrusted() {
        var https = new io.fabric8.kubernetes.client.server.mock.KubernetesMockServer(true);
        https.init();
        try {
            var failure = failure(https.url("/"));

            assertThat(failure.kind()).isEqualTo(Kind.TLS);
            assertThat(failure).hasMessageEndingWith(
                    "put the authority that signed it into the kubeconfig as certificate-authority-data.");
        } finally {
            https.destroy();
        }
    }

    @Test
    public void endsPromptlyWhenInterrupted() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
             var cluster = open("http://127.0.0.1:" + silent.getLocalPort())) {
            var ended = new CompletableFuture<Throwable>();
            var thread = new Thread(() -> ended.complete(
                    catchThrowableOfType(InterruptedException.class, () -> cluster.requireNamespace("dev"))));
            thread.start();
            assertStillWaits(ended);
            thread.interrupt();

            assertThat(ended.get(2, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    public void cannotBeSavedWithItsCredentials() {
        var access = ClusterAccess.kubeconfig(mock.kubeconfig()).context("dev");

        assertThat(access).isNotInstanceOf(java.io.Serializable.class);
        assertThat(access.toString()).isEqualTo("a kubeconfig, context dev");
    }

    private static void assertStillWaits(CompletableFuture<?> future) throws Exception {
        try {
            future.get(300, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        }
        throw new AssertionError("the call ended before it was interrupted");
    }

    private void answer(int code, String message) {
        mock.server.expect().get().withPath(DEV)
                .andReturn(code, new StatusBuilder().withCode(code).withMessage(message).build()).always();
    }

    private ClusterException failure() {
        return failure(mock.server.url("/"));
    }

    private static ClusterException failure(String url) {
        long begin = System.nanoTime();
        try (var cluster = open(url)) {
            var failure = catchThrowableOfType(ClusterException.class, () -> cluster.requireNamespace("dev"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            return failure;
        }
    }

    private static Cluster open(String url) {
        return Cluster.open(ClusterAccess.kubeconfig(MockCluster.kubeconfig(url)), Place.CONTROLLER);
    }

    private String server() {
        return mock.server.url("/").replaceAll("/$", "");
    }
}
