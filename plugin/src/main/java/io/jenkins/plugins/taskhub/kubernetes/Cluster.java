package io.jenkins.plugins.taskhub.kubernetes;

import static io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind.NO_NAMESPACE;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An open connection to a cluster's API server, with short and bounded timeouts (5 s to connect, 15 s for an answer,
 * one more attempt). Whatever fails becomes a {@link ClusterException}. Thread-safe; always to be closed.
 */
public final class Cluster implements AutoCloseable {
    private final KubernetesClient client;
    private final Failures failures;
    private final String context;

    private Cluster(KubernetesClient client, Failures failures, String context) {
        this.client = client;
        this.failures = failures;
        this.context = context;
    }

    /**
     * Opens; nothing is sent yet.
     *
     * @param access which cluster, and as whom
     * @param place  where this runs
     * @throws ClusterException when the kubeconfig cannot be used here
     */
    public static Cluster open(ClusterAccess access, Place place) {
        return withOwnClasses(() -> {
            var kubeconfig = Kubeconfig.of(access, place);
            var failures = new Failures(kubeconfig, place);
            try {
                var client = new KubernetesClientBuilder().withConfig(kubeconfig.config()).build();
                return new Cluster(client, failures, kubeconfig.context());
            } catch (RuntimeException e) {
                throw failures.of(e, "connect");
            }
        });
    }

    /** The client finds its HTTP implementation and models by the thread's class loader; a pool's thread has any. */
    private static <T> T withOwnClasses(Supplier<T> supplier) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(Cluster.class.getClassLoader());
        try {
            return supplier.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The API server's address, such as {@code https://10.0.0.1:6443}, without a slash at the end. */
    public String server() {
        return failures.server();
    }

    /** The name of the context in the kubeconfig; empty when automatic. */
    public String context() {
        return context;
    }

    /** The namespace that is meant where none is named. */
    public String namespace() {
        var namespace = client.getNamespace();
        return namespace == null ? "default" : namespace;
    }

    /**
     * Asks the API server something with the client itself.
     *
     * @param doing    what is done, for the sentence of a failure: {@code read the CronJob postgres-backup in dev}
     * @param question run on this thread
     * @throws ClusterException     when it fails
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public <T> T ask(String doing, Function<KubernetesClient, T> question) throws InterruptedException {
        try {
            return withOwnClasses(() -> question.apply(client));
        } catch (ClusterException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.interrupted() || Failures.isInterrupted(e)) {
                throw new InterruptedException("interrupted: " + doing);
            }
            throw failures.of(e, doing);
        }
    }

    /**
     * Makes sure that a namespace is there.
     *
     * @throws ClusterException     of kind {@link ClusterException.Kind#NO_NAMESPACE} when it is not
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public void requireNamespace(String name) throws InterruptedException {
        if (!hasNamespace(name)) {
            throw new ClusterException(NO_NAMESPACE,
                    "Namespace \"" + name + "\" does not exist in the cluster at " + server()
                    + ": create it, or correct the name.");
        }
    }

    /** Whether a namespace is there. */
    public boolean hasNamespace(String name) throws InterruptedException {
        return ask("read the namespace " + name, c -> c.namespaces().withName(name).get()) != null;
    }

    /** The releases that helm keeps in a namespace. */
    public ReleaseStorage releases(String namespace) {
        return new ReleaseStorage(this, namespace);
    }

    KubernetesClient client() {
        return client;
    }

    Failures failures() {
        return failures;
    }

    @Override
    public void close() {
        client.close();
    }
}
