package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * A cluster that the user brings, which is used instead of a local one.
 *
 * @param kubeconfig the file that knows it
 * @param context the context in it
 * @param server URL of its API server
 */
public record UserCluster(Path kubeconfig, String context, String server) {
    /**
     * The user's cluster, where one is named.
     *
     * @param environment where KUBECONFIG is read
     * @param context value of {@code --context}, or null
     * @throws CommandFailure when what is named is not there
     */
    public static Optional<UserCluster> given(Map<String, String> environment, String context) {
        var variable = Optional.ofNullable(environment.get("KUBECONFIG")).filter(value -> !value.isBlank());
        var none = variable.isEmpty() || isOurs(variable.get());
        if (none && context == null) {
            return Optional.empty();
        }
        var file = variable.map(UserCluster::firstExisting)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".kube", "config"));
        if (!Files.isRegularFile(file)) {
            throw CommandFailure.failed("--context " + context + " needs a kubeconfig, and " + file
                    + " is not there. Set KUBECONFIG, or leave --context away to use a local cluster.");
        }
        var known = read(file);
        var name = context != null ? context : known.getCurrentContext() == null ? null
                : known.getCurrentContext().getName();
        if (name == null) {
            throw CommandFailure.failed(file + " has no current context. Name one with --context.");
        }
        var names = known.getContexts().stream().map(c -> c.getName()).toList();
        if (!names.contains(name)) {
            throw CommandFailure.failed(file + " has no context " + name + "; it has " + String.join(", ", names)
                    + ".");
        }
        try {
            var config = Config.fromKubeconfig(name, Files.readString(file), file.toString());
            return Optional.of(new UserCluster(file, name, config.getMasterUrl()));
        } catch (IOException e) {
            throw CommandFailure.failed("KUBECONFIG=" + file + " cannot be read: " + e.getMessage());
        }
    }

    /** One line for the user. */
    public String describe() {
        return "context " + context + " of " + kubeconfig + " (" + server + ")";
    }

    private static Config read(Path file) {
        try {
            return Config.fromKubeconfig(file.toFile());
        } catch (IllegalArgumentException | KubernetesClientException e) {
            throw CommandFailure.failed(file + " is no kubeconfig: " + e.getMessage().lines().findFirst().orElse("")
                    + ". Correct KUBECONFIG, or unset it to use a local cluster.");
        }
    }

    /** Whoever follows the advice of {@code taskhub cluster up} has the local cluster in KUBECONFIG. */
    private static boolean isOurs(String variable) {
        return Path.of(variable).equals(LocalWorld.ofUser().kubeconfig());
    }

    private static Path firstExisting(String variable) {
        return Arrays.stream(variable.split(File.pathSeparator)).filter(part -> !part.isBlank()).map(Path::of)
                .filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> CommandFailure.failed("KUBECONFIG=" + variable
                        + " names no file that is there. Correct it, or unset it to use a local cluster."));
    }
}
