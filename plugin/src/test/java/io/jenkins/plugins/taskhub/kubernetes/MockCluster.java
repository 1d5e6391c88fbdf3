package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** An API server of fabric8's making, on plain HTTP. */
final class MockCluster implements AutoCloseable {
    static final String TOKEN = "canary-token-4711";

    final KubernetesMockServer server;

    private MockCluster(KubernetesMockServer server) {
        this.server = server;
        server.init();
    }

    /** One that answers as it is told by {@code server.expect()}. */
    static MockCluster told() {
        return new MockCluster(new KubernetesMockServer(false));
    }

    /** One that keeps what is created, and tells watchers of it. */
    static MockCluster keeping() {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        return new MockCluster(new KubernetesMockServer(new Context(), new MockWebServer(), responses,
                new KubernetesCrudDispatcher(), false));
    }

    /** One that keeps what is created, and answers the rest as it is told. */
    static MockCluster keepingAndTold() {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        return new MockCluster(new KubernetesMockServer(new Context(), new MockWebServer(), responses,
                new KubernetesMixedDispatcher(responses), false));
    }

    String kubeconfig() {
        return kubeconfig(server.url("/"));
    }

    static String kubeconfig(String url) {
        return """
                apiVersion: v1
                kind: Config
                current-context: dev
                clusters:
                - {name: here, cluster: {server: "%s"}}
                users:
                - {name: deployer, user: {token: %s}}
                contexts:
                - {name: dev, context: {cluster: here, user: deployer, namespace: dev}}
                - {name: staging, context: {cluster: here, user: deployer}}
                """.formatted(url, TOKEN);
    }

    Cluster open() {
        return Cluster.open(ClusterAccess.kubeconfig(kubeconfig()), Place.CONTROLLER);
    }

    /** The requests until now, each as {@code GET /path}. */
    List<String> requests() throws InterruptedException {
        var requests = new ArrayList<String>();
        RecordedRequest request;
        while ((request = server.takeRequest(10, TimeUnit.MILLISECONDS)) != null) {
            requests.add(request.getMethod() + " " + request.getPath());
        }
        return requests;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
