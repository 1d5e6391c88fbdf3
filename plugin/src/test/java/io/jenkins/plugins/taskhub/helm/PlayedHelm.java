package io.jenkins.plugins.taskhub.helm;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * A script that plays helm on the agent, as a real process, and an API server that holds the release. An upgrade waits
 * until the test says how it ends.
 */
final class PlayedHelm implements AutoCloseable {
    static final String TOKEN = "canary-token-0815";

    private static final String SCRIPT = """
            #!/bin/sh
            dir=$(dirname "$0")
            [ "$*" = "version --short" ] && echo v3.21.4+gabc && exit
            printf '%s\\n' "$*" >> "$dir/calls"
            case "$*" in
            *--dry-run*) cat "$dir/render.json" ;;
            *version*) echo v3.21.4 ;;
            *)  trap 'echo "Error: UPGRADE FAILED: context canceled" >&2; exit 1' TERM
                grep -q "$(cat "$dir/token")" "$KUBECONFIG" && echo "has its kubeconfig with $(cat "$dir/token")" >&2
                echo started > "$dir/started"
                while [ ! -e "$dir/go" ]; do sleep 0.05; done
                exit "$(cat "$dir/go")" ;;
            esac
            """;

    final Path dir;
    private final KubernetesMockServer server;

    /** @param dir a folder that comes first on the agent's PATH */
    PlayedHelm(Path dir) throws IOException {
        this.dir = dir;
        server = new KubernetesMockServer(new Context(), new MockWebServer(), new HashMap<>(),
                new KubernetesCrudDispatcher(), false);
        server.init();
        Files.writeString(dir.resolve("helm"), SCRIPT);
        Files.setPosixFilePermissions(dir.resolve("helm"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(dir.resolve("token"), TOKEN);
        Files.createDirectories(dir.resolve("repo/chart"));
        Files.writeString(dir.resolve("repo/chart/Chart.yaml"), "name: app\n");
    }

    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: dev
                clusters: [{name: here, cluster: {server: "%s"}}]
                users: [{name: deployer, user: {token: %s}}]
                contexts: [{name: dev, context: {cluster: here, user: deployer}}]
                """.formatted(server.url("/"), TOKEN);
    }

    /** The release gets a revision. */
    void revision(int revision, String status, String tag) throws IOException {
        store(revision, status, FakeCluster.json(revision, tag));
    }

    /** The release gets a revision that is deployed and has a test. */
    void tested(int revision, String tag) throws IOException {
        store(revision, "deployed", FakeCluster.json(revision, tag)
                .replace("\"hooks\":[]", "\"hooks\":[{\"name\":\"app-ready\",\"kind\":\"Pod\",\"events\":[\"test\"]}]"));
    }

    private void store(int revision, String status, String json) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(json.replace("\"status\":\"deployed\"", "\"status\":\"" + status + "\"")
                    .getBytes(StandardCharsets.UTF_8));
        }
        var release = Base64.getEncoder().encode(zipped.toByteArray());
        var secret = new SecretBuilder().withNewMetadata().withNamespace("dev").withName(secretName(revision))
                .withLabels(Map.of("owner", "helm", "name", "app", "status", status, "version", Integer.toString(revision)))
                .endMetadata().withType("helm.sh/release.v1")
                .withData(Map.of("release", Base64.getEncoder().encodeToString(release))).build();
        try (var client = client()) {
            client.secrets().inNamespace("dev").resource(secret).create();
        }
    }

    /** A revision gets another status. */
    void status(int revision, String status) {
        try (var client = client()) {
            client.secrets().inNamespace("dev").withName(secretName(revision)).edit(secret -> new SecretBuilder(secret)
                    .editMetadata().addToLabels("status", status).endMetadata().build());
        }
    }

    Map<String, String> annotations(int revision) {
        try (var client = client()) {
            return client.secrets().inNamespace("dev").withName(secretName(revision)).get().getMetadata().getAnnotations();
        }
    }

    /** What a rendering gives. */
    void renders(int revision, String tag) throws IOException {
        Files.writeString(dir.resolve("render.json"), FakeCluster.json(revision, tag));
    }

    /** Waits until an upgrade or a rollback is under way. */
    void awaitStart() throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.exists(dir.resolve("started"))) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("helm was not started within half a minute");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Lets the upgrade end. */
    void end(int status) throws IOException {
        Path written = Files.writeString(dir.resolve("go.new"), Integer.toString(status));
        Files.move(written, dir.resolve("go"));
    }

    /** The arguments of each call. */
    List<String> calls() throws IOException {
        Path calls = dir.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** A Pipeline that deploys from a copy of the test's chart; the rest of the call is given. */
    String pipeline(String call) {
        return """
                node {
                    withEnv(["PATH=%s:${env.PATH}"]) {
                        sh 'cp -r %s/repo/chart .'
                        def r = %s
                        echo "RESULT ${r.revision} ${r.previousTag} ${r.tag} ${r.changed}"
                    }
                }
                """.formatted(dir, dir, call);
    }

    private KubernetesClient client() {
        Config config = Config.empty();
        config.setMasterUrl(server.url("/"));
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static String secretName(int revision) {
        return "sh.helm.release.v1.app.v" + revision;
    }

    @Override
    public void close() {
        server.destroy();
    }
}
