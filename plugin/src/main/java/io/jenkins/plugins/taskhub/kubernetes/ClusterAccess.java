package io.jenkins.plugins.taskhub.kubernetes;

/**
 * Which cluster, and as whom: a kubeconfig with a context, or whatever the process finds around it.
 *
 * <p>It holds credentials, so it is deliberately not {@link java.io.Serializable}: it is made anew from the
 * credentials store for every phase and never becomes part of a build's saved state. Its {@code toString} tells
 * nothing secret.</p>
 */
public final class ClusterAccess {
    private final String content;
    private final String file;
    private final String context;
    private final String namespace;

    private ClusterAccess(String content, String file, String context, String namespace) {
        this.content = content;
        this.file = file;
        this.context = blankToNull(context);
        this.namespace = blankToNull(namespace);
    }

    /** Access by the text of a kubeconfig (YAML or JSON). On the controller it must hold its certificates as data. */
    public static ClusterAccess kubeconfig(String content) {
        return new ClusterAccess(content, null, null, null);
    }

    /**
     * Access by a kubeconfig file of the agent. It is read where the agent is, so it may name other files and
     * programs; on the controller it is refused.
     *
     * @param file absolute path on the agent
     */
    public static ClusterAccess kubeconfigFile(String file) {
        return new ClusterAccess(null, file, null, null);
    }

    /** Access by the service account of the Pod that the process runs in. */
    public static ClusterAccess automatic() {
        return new ClusterAccess(null, null, null, null);
    }

    /** The same access by another context of the kubeconfig; null or blank: its current context. */
    public ClusterAccess context(String name) {
        return new ClusterAccess(content, file, name, namespace);
    }

    /** The same access with another default namespace; null or blank: the context's own, else {@code default}. */
    public ClusterAccess namespace(String name) {
        return new ClusterAccess(content, file, context, name);
    }

    String content() {
        return content;
    }

    String file() {
        return file;
    }

    String context() {
        return context;
    }

    String namespace() {
        return namespace;
    }

    private static String blankToNull(String value) {
        return value == null || value.isBlank() ? null : value;
    }

    @Override
    public String toString() {
        var source = content != null ? "a kubeconfig" : file != null ? "kubeconfig " + file : "the surrounding cluster";
        return source + (context == null ? "" : ", context " + context)
                + (namespace == null ? "" : ", namespace " + namespace);
    }
}
