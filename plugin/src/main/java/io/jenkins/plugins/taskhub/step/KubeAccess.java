package io.jenkins.plugins.taskhub.step;

import hudson.FilePath;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.credentials.RunCredentials;
import io.jenkins.plugins.taskhub.kubernetes.ClusterAccess;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Which cluster a step works on, and the two ways to it: the Kubernetes API, and a kubeconfig on the agent for the
 * programs that the step starts. Saved with an engine; what is secret is looked up again by {@link #open}.
 */
public final class KubeAccess implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Who may ask the Kubernetes API. */
    static final List<String> WAYS = List.of("controller", "agent");

    private String kubeconfigId;
    private final String via;
    private String context;
    /** Path of the kubeconfig on the agent; null when programs find their cluster by themselves. */
    private String kubeconfig;

    /**
     * Checks what is given.
     *
     * @param kubeconfigId a secret file; null or blank for what the agent's environment names
     * @param context of the kubeconfig; null or blank for its current one
     * @param via who asks the Kubernetes API: controller or agent
     */
    public KubeAccess(String kubeconfigId, String context, String via) {
        this.kubeconfigId = blank(kubeconfigId) ? null : Names.plain("kubeconfigId", kubeconfigId);
        this.context = blank(context) ? null : Names.plain("context", context);
        this.via = Names.required("via", via);
        if (!WAYS.contains(via)) {
            throw new StepFailure("via " + Names.shown(via) + " is neither controller nor agent");
        }
    }

    private static boolean blank(String value) {
        return value == null || value.isBlank();
    }

    /** The context of the kubeconfig; null for its current one. */
    public String context() {
        return context;
    }

    /** Another context than the one that was given, such as one that the environment names. */
    public void context(String name) {
        context = name;
    }

    /** A credential names the kubeconfig; else the agent's environment does. */
    public boolean isGiven() {
        return kubeconfigId != null;
    }

    /** The agent asks the Kubernetes API and registries; else the controller does. */
    public boolean viaAgent() {
        return via.equals("agent");
    }

    /** A credential names the kubeconfig, or the global configuration will, since the agent's environment does not. */
    public boolean isNamed(Ports ports) throws IOException, InterruptedException {
        return kubeconfigId != null || byDefault(ports);
    }

    /** The same cluster as the same user, for comparing; whole after {@link #open}. */
    public String key() {
        return kubeconfigId + "|" + context;
    }

    /** Path of the kubeconfig on the agent after {@link #open}; null when programs find their cluster by themselves. */
    public String kubeconfig() {
        return kubeconfig;
    }

    /** The command with {@code KUBECONFIG} set, so that it goes to the same cluster. */
    public Command on(Command command) {
        return kubeconfig == null ? command : command.with("KUBECONFIG", kubeconfig);
    }

    /**
     * Opens the way to the cluster: by the credential, else by the file that {@code KUBECONFIG} names on the agent, else
     * by the default cluster of the global configuration, else by {@code ~/.kube/config} on the agent, else by the Pod
     * around the process. To be closed; opened again after a restart.
     *
     * @param namespace the default one; null for the context's own
     */
    public ClusterPort open(String namespace, Ports ports) throws IOException, InterruptedException {
        return ports.cluster(find(ports).context(context).namespace(namespace), viaAgent());
    }

    /**
     * The same for a step that starts no program, and so may run without a node around it: then by the credential, else
     * by the default cluster of the global configuration, else by the Pod around the controller.
     *
     * @throws StepFailure when the agent shall ask and there is none
     */
    public ClusterPort openWithoutPrograms(String namespace, Ports ports) throws IOException, InterruptedException {
        boolean inNode = !ports.agent().env().get("WORKSPACE", "").isEmpty();
        if (viaAgent() && !inNode) {
            throw new StepFailure("via 'agent' needs an agent: put the step into a node, or a stage with an agent");
        }
        if (viaAgent() || kubeconfigId == null && inNode) {
            return open(namespace, ports);
        }
        takeDefault(ports);
        var access = kubeconfigId == null ? ClusterAccess.automatic()
                : ClusterAccess.kubeconfig(ports.credentials().kubeconfig("kubeconfigId", kubeconfigId).getPlainText());
        return ports.cluster(access.context(context).namespace(namespace), false);
    }

    private boolean byDefault(Ports ports) throws IOException, InterruptedException {
        return ports.settings().kubeconfigId() != null && ports.agent().env().get("KUBECONFIG", "").isEmpty();
    }

    /** From now on it is this cluster, also when the global configuration changes while the step runs. */
    private void takeDefault(Ports ports) throws IOException, InterruptedException {
        if (kubeconfigId == null && byDefault(ports)) {
            var settings = ports.settings();
            kubeconfigId = settings.kubeconfigId();
            context = context == null ? settings.context() : context;
            ports.log().line("The cluster is the default one: kubeconfigId " + Names.shown(kubeconfigId)
                    + (context == null ? "" : ", context " + Names.shown(context)));
        }
    }

    private ClusterAccess find(Ports ports) throws IOException, InterruptedException {
        takeDefault(ports);
        var agent = ports.agent();
        if (kubeconfigId != null) {
            String content = ports.credentials().kubeconfig("kubeconfigId", kubeconfigId).getPlainText();
            kubeconfig = agent.privateFile("kubeconfig", content).getRemote();
            return viaAgent() ? ClusterAccess.kubeconfigFile(kubeconfig) : ClusterAccess.kubeconfig(content);
        }
        var env = agent.env();
        String named = env.get("KUBECONFIG", "");
        FilePath file = agent.workspace().child(named.isEmpty() ? env.get("HOME", "/nowhere") + "/.kube/config" : named);
        if (named.contains(":")) {
            throw new StepFailure("KUBECONFIG names several files (" + Names.shown(named) + "): name one, or give "
                    + "kubeconfigId");
        }
        if (!file.exists()) {
            if (!named.isEmpty()) {
                throw new StepFailure("KUBECONFIG names " + Names.shown(named) + ", which is not on the agent: correct it, "
                        + "or give kubeconfigId");
            }
            return ClusterAccess.automatic();
        }
        kubeconfig = file.getRemote();
        String content = file.readToString();
        RunCredentials.maskKubeconfig(content, ports.masker());
        return viaAgent() ? ClusterAccess.kubeconfigFile(kubeconfig) : ClusterAccess.kubeconfig(content);
    }
}
