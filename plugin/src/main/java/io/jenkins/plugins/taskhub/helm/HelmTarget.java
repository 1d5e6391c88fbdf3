package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.ReadState;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** A release in a namespace of a cluster, and the two ways to it: the helm command, and the Kubernetes API. */
final class HelmTarget implements Serializable {
    private static final long serialVersionUID = 1L;
    /** What would lead helm elsewhere than to the cluster that the step looks at. */
    private static final List<String> OWNED = List.of("HELM_KUBEAPISERVER", "HELM_KUBETOKEN", "HELM_KUBEASUSER",
            "HELM_KUBEASGROUPS", "HELM_KUBECAFILE", "HELM_KUBEINSECURE_SKIP_TLS_VERIFY", "HELM_KUBETLS_SERVER_NAME");

    private final String release;
    private final String namespace;
    private final KubeAccess access;
    private transient ClusterPort cluster;

    /**
     * Checks the names.
     *
     * @param kubeconfigId a secret file; null for what the agent's environment names
     * @param context of the kubeconfig; null for its current one
     * @param via who asks the Kubernetes API: controller or agent
     */
    HelmTarget(String release, String namespace, String kubeconfigId, String context, String via) {
        this.release = Names.release("release", release);
        this.namespace = Names.namespace("namespace", namespace);
        this.access = new KubeAccess(kubeconfigId, context, via);
    }

    String release() {
        return release;
    }

    String namespace() {
        return namespace;
    }

    /** The release and its place, for sentences. */
    @Override
    public String toString() {
        return release + " in " + namespace;
    }

    /** What no two deployments may share at a time. */
    String lockKey() {
        return String.join("|", access.key(), namespace, release);
    }

    HelmCli cli() {
        return new HelmCli(release, namespace, access.context());
    }

    /** Opens the way to the cluster; called again after a restart. */
    void attach(Ports ports) throws IOException, InterruptedException {
        var env = ports.agent().env();
        String driver = env.get("HELM_DRIVER", "secret");
        if (!driver.equals("secret") && !driver.equals("secrets")) {
            throw new StepFailure("HELM_DRIVER is " + Names.shown(driver) + ", but releases are read from Secrets: "
                    + "unset it, or move the release to the driver 'secret'");
        }
        for (String name : OWNED) {
            if (!env.get(name, "").isEmpty()) {
                throw new StepFailure(name + " is set, which would lead helm to another cluster than this step reads: "
                        + "unset it and give kubeconfigId");
            }
        }
        if (access.context() == null && !env.get("HELM_KUBECONTEXT", "").isEmpty()) {
            access.context(Names.plain("HELM_KUBECONTEXT", env.get("HELM_KUBECONTEXT")));
        }
        cluster = access.open(namespace, ports);
    }

    /** The agent asks the Kubernetes API and the registry; else the controller does. */
    boolean viaAgent() {
        return access.viaAgent();
    }

    ClusterPort cluster() {
        return cluster;
    }

    /** All revisions of the release. */
    ReleaseState state(Ports ports) throws InterruptedException {
        return cluster.call(new ReadState(namespace, release), ports.log()::detail);
    }

    /** A helm command that goes to the same cluster. */
    Command helm(List<String> arguments) {
        return access.on(Command.of(arguments));
    }

    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
