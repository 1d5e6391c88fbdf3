package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.fabric8.kubernetes.client.KubernetesClient;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * The database of an environment, asked by psql in its own pod.
 *
 * @param user its owner
 */
record Database(KubernetesClient client, String namespace, String user) {
    private static final String POD = "postgres-postgresql-0";
    private static final String NAME = "taskdb";
    private static final int TIMEOUT_SECONDS = 60;

    /** What a statement prints, without decoration. */
    String sql(String statement) throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (var exec = client.pods().inNamespace(namespace).withName(POD).writingOutput(out).writingError(err).exec(
                "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", user, "-d", NAME, "-c", statement)) {
            if (exec.exitCode().get(TIMEOUT_SECONDS, TimeUnit.SECONDS) == 0) {
                return out.toString(StandardCharsets.UTF_8).strip();
            }
        } catch (ExecutionException | TimeoutException e) {
            throw CommandFailure.failed("psql in " + namespace + "/" + POD + " did not end: " + e.getMessage());
        }
        throw CommandFailure.failed("psql in " + namespace + "/" + POD + " failed: "
                + err.toString(StandardCharsets.UTF_8).strip());
    }
}
