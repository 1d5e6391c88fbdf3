package io.jenkins.plugins.taskhub.kubernetes;

import java.util.concurrent.CompletableFuture;

/** A watch over a rollout that goes on in the background. */
public interface RolloutHandle extends AutoCloseable {
    /**
     * How the rollout ended. It completes exceptionally with a {@link ClusterException} only when the cluster could not
     * be asked at all; a rollout that fails, or is not ready in time, is an outcome.
     */
    CompletableFuture<RolloutOutcome> outcome();

    /**
     * Ends the watch, soon: {@link #outcome()} completes as {@link RolloutOutcome.Verdict#STOPPED} with the progress
     * until now, unless it was complete already. Safe to be called twice and from any thread.
     */
    void stop();

    /** The same as {@link #stop()}. */
    @Override
    default void close() {
        stop();
    }
}
