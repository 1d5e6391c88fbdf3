package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * One question to a cluster, or one small change of it, that can be asked on the controller as well as on an agent.
 *
 * <p>Implementations are named classes or records (no lambdas: they cross the channel) whose fields are of the JDK or
 * of this plugin; so is the answer.</p>
 *
 * @param <R> the answer
 */
@FunctionalInterface
public interface ClusterCall<R extends Serializable> extends Serializable {
    /**
     * Asks. Called on a background thread; it may wait for the API server, and is safe to be repeated after a restart.
     *
     * @param cluster the open cluster, closed by the caller
     * @param log     takes whole lines for the build log
     * @throws ClusterException     when the cluster cannot be reached or refuses
     * @throws InterruptedException when the build was stopped meanwhile
     */
    R on(Cluster cluster, Consumer<String> log) throws InterruptedException;
}
