package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.cluster.RealNode;
import org.junit.Assume;
import org.junit.Before;
import org.junit.BeforeClass;

/**
 * Tests that need containers: a real node with a registry and an image of PostgreSQL. They are skipped, with a sentence
 * that says what is missing, where this machine cannot have one. With the variable TASKHUB_REAL_NODE=required they
 * fail instead.
 */
public abstract class RealNodeAcceptance {
    /** Name and password of the database's user in a namespace made by {@link #namespace}. */
    static final String USER = "taskhub";
    static final String PASSWORD = "p4ss-of-a-test";
    static final String DATABASE = "taskdb";

    RealNodeTarget target;
    KubernetesClient client;

    @BeforeClass
    public static void needsAMachineThatCanRunContainers() {
        var missing = RealNode.missing();
        missing.ifPresent(sentence -> {
            assertThat(System.getenv("TASKHUB_REAL_NODE")).as(sentence).isNotEqualTo("required");
            System.out.println("Skipped: " + sentence);
            Assume.assumeTrue(sentence, false);
        });
    }

    @Before
    public void startTheNode() {
        target = RealNodeTarget.get();
        client = target.client();
    }

    /** A new namespace with the Secret {@code db-credentials}; one of that name is removed first. */
    void namespace(String name) {
        deleteNamespace(name);
        client.resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()).create();
        client.resource(new SecretBuilder().withNewMetadata().withName("db-credentials").withNamespace(name)
                .endMetadata().withStringData(Map.of("username", USER, "password", PASSWORD)).build()).create();
    }

    /** Removes a namespace and waits until it is gone. */
    void deleteNamespace(String name) {
        client.namespaces().withName(name).delete();
        client.namespaces().withName(name).waitUntilCondition(namespace -> namespace == null, 90, TimeUnit.SECONDS);
    }

    /** Installs PostgreSQL by its chart as the release {@code postgres} and waits until it is ready. */
    void installPostgres(String namespace) throws Exception {
        var image = target.postgres();
        var colon = image.lastIndexOf(':');
        target.helm("upgrade", "--install", "postgres", chart("postgres").toString(), "-n", namespace,
                "--set", "image.repository=" + image.substring(0, colon), "--set", "image.tag=" + image.substring(colon + 1),
                "--set", "persistence.size=1Gi", "--set", "probes.startup.periodSeconds=1",
                "--set", "probes.readiness.periodSeconds=1", "--wait", "--timeout", "120s");
    }

    /** A chart of this project. */
    static Path chart(String name) {
        return Checkout.find().resolve("infra/helm/charts").resolve(name);
    }

    /** What this statement prints in the database of that namespace, without decoration. */
    String sql(String namespace, String statement) throws Exception {
        return exec(namespace, "postgres-postgresql-0", "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
                "-U", USER, "-d", DATABASE, "-c", statement).strip();
    }

    /** Runs a command in a pod and returns what it prints; fails the test when the command fails. */
    String exec(String namespace, String pod, String... command) throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (var exec = client.pods().inNamespace(namespace).withName(pod).writingOutput(out).writingError(err)
                .exec(command)) {
            var code = exec.exitCode().get(60, TimeUnit.SECONDS);
            assertThat(code).as(String.join(" ", command) + "\n" + err.toString(StandardCharsets.UTF_8)).isZero();
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
