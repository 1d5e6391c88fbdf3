package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The way to one cluster: {@linkplain #onController directly}, or through an agent ({@link AgentCluster}). What is
 * asked and what comes back is the same either way.
 */
public interface ClusterPort extends AutoCloseable {
    /**
     * Asks and waits for the answer.
     *
     * @throws ClusterException     with a sentence for the log
     * @throws InterruptedException when the thread was interrupted; the call on the other side ends too
     */
    <R extends Serializable> R call(ClusterCall<R> call, Consumer<String> log) throws InterruptedException;

    /**
     * Begins to watch a rollout and returns at once.
     *
     * @param masker applied to every line and to the outcome before anybody sees them
     * @param log    takes whole lines as the rollout goes on; called from other threads, one at a time
     */
    RolloutHandle watch(RolloutRequest request, UnaryOperator<String> masker, Consumer<String> log);

    /**
     * Begins to follow a Job and returns at once.
     *
     * @param masker applied to every line and to the outcome before anybody sees them
     * @param log    takes whole lines of the Job's log; called from other threads, one at a time
     */
    JobHandle follow(JobRequest request, UnaryOperator<String> masker, Consumer<String> log);

    /** Ends the connection; a watch that still runs ends as {@link RolloutOutcome.Verdict#STOPPED}. */
    @Override
    void close();

    /** The way from this process; connects at the first call, and keeps the connection until closed. */
    static ClusterPort onController(ClusterAccess access) {
        return new DirectCluster(access, Place.CONTROLLER);
    }
}
