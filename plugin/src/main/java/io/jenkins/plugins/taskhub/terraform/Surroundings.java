package io.jenkins.plugins.taskhub.terraform;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.util.Secret;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Terraform runs in: its environment, its private files, the cluster. Everything that may hold a secret (plan, data
 * folder, settings of the backend, variables, kubeconfig) lies in the private folder, outside the workspace.
 */
final class Surroundings implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What would make Terraform do something else than the step says, or write secrets into the log. */
    private static final Map<String, String> OWNED = owned();
    /** What would lead Terraform to another cluster than the step's. */
    private static final List<String> CLUSTERS = List.of("KUBE_CONFIG_PATH", "KUBE_CONFIG_PATHS", "KUBE_CTX", "KUBE_HOST",
            "KUBE_TOKEN", "KUBE_USER", "KUBE_PASSWORD");

    private final ApplyRequest request;
    private transient LinkedHashMap<String, Secret> secrets;
    private transient ClusterPort cluster;

    Surroundings(ApplyRequest request) {
        this.request = request;
    }

    private static Map<String, String> owned() {
        var owned = new LinkedHashMap<String, String>();
        owned.put("TF_CLI_ARGS", "give the step's own parameters");
        owned.put("TF_VAR_", "give vars or secretVars");
        owned.put("TF_WORKSPACE", "give workspace");
        owned.put("TF_LOG", "unset it: Terraform's own log tells secrets");
        owned.put("TF_REATTACH_PROVIDERS", "unset it");
        return owned;
    }

    /** Looks up the secrets, and the way to the cluster; called again after a restart. */
    void attach(Ports ports) throws IOException, InterruptedException {
        refuseOwned(ports.agent().env());
        secrets = new LinkedHashMap<>();
        for (var secret : request.secretVars.entrySet()) {
            secrets.put(secret.getKey(), ports.credentials().text("secretVars " + secret.getKey(), secret.getValue()));
        }
        if (needsCluster() || usualCluster(ports)) {
            cluster = request.cluster.open(null, ports);
        }
    }

    private boolean needsCluster() {
        return request.cluster.isGiven() || !request.requireCrds.isEmpty();
    }

    /** The default cluster of the global configuration, unless the environment leads Terraform to another. */
    private boolean usualCluster(Ports ports) throws IOException, InterruptedException {
        EnvVars env = ports.agent().env();
        return request.cluster.isNamed(ports) && CLUSTERS.stream().allMatch(name -> env.get(name, "").isEmpty());
    }

    private void refuseOwned(EnvVars env) {
        env.forEach((name, value) -> OWNED.forEach((owned, advice) -> {
            if (name.startsWith(owned) && !value.isEmpty()) {
                throw new StepFailure(name + " is set in the environment, which would change what "
                        + "is planned or shown: " + advice);
            }
        }));
        for (String name : CLUSTERS) {
            if (needsCluster() && !env.get(name, "").isEmpty()) {
                throw new StepFailure(name + " is set, which would lead Terraform to another cluster than this step's: unset "
                        + "it and give kubeconfigId and context");
            }
        }
    }

    /** Only where the step has something to do with a cluster. */
    ClusterPort cluster() {
        return cluster;
    }

    /** The secret variables with their values. */
    Map<String, Secret> secrets() {
        return secrets;
    }

    /** A command with Terraform's environment. */
    private Command command(List<String> arguments, Ports ports) throws IOException, InterruptedException {
        var command = Command.of(arguments).with("TF_IN_AUTOMATION", "1").with("TF_INPUT", "0")
                .with("TF_DATA_DIR", ports.agent().privateDir().child("data").getRemote())
                .with("CHECKPOINT_DISABLE", "1");
        for (var secret : secrets.entrySet()) {
            command = command.withSecret("TF_VAR_" + secret.getKey(), secret.getValue());
        }
        if (cluster != null && request.cluster.kubeconfig() != null) {
            command = request.cluster.on(command).with("KUBE_CONFIG_PATH", request.cluster.kubeconfig());
            command = request.cluster.context() == null ? command : command.with("KUBE_CTX", request.cluster.context());
        }
        return command;
    }

    /** The command of a phase. */
    Optional<Command> run(List<String> arguments, Ports ports) throws IOException, InterruptedException {
        return Optional.of(command(arguments, ports));
    }

    /** The command of a phase whose output is read, not shown. */
    Optional<Command> captured(List<String> arguments, Ports ports) throws IOException, InterruptedException {
        return run(arguments, ports).map(command -> command.captured().quiet());
    }

    /** The plan. */
    FilePath plan(Ports ports) throws IOException, InterruptedException {
        return ports.agent().privateDir().child("plan");
    }

    /** Path of a file with the settings of the backend; null when there are none. */
    String backendConfig(Ports ports) throws IOException, InterruptedException {
        return request.backendConfig.isEmpty() ? null : json("backend.json", request.backendConfig, ports);
    }

    /** The absolute paths of the variable files, the one with the single values last. */
    List<String> varFiles(Ports ports) throws IOException, InterruptedException {
        var files = new ArrayList<String>();
        FilePath dir = ports.agent().workspace().child(request.dir);
        request.varFiles.forEach(file -> files.add(dir.child(file).getRemote()));
        if (!request.vars.isEmpty()) {
            files.add(json("vars.tfvars.json", request.vars, ports));
        }
        return files;
    }

    private static String json(String name, Map<String, Object> values, Ports ports)
            throws IOException, InterruptedException {
        return ports.agent().privateFile(name, JSON.writeValueAsString(values)).getRemote();
    }

    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
