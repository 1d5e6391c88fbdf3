package io.jenkins.plugins.taskhub.kubernetes;

import java.util.concurrent.CompletableFuture;

/** A Job that is followed in the background. */
public interface JobHandle extends AutoCloseable {
    /**
     * How the Job ended. It completes exceptionally with a {@link ClusterException} only when the cluster could not be
     * asked at all.
     */
    CompletableFuture<JobOutcome> outcome();

    /**
     * Ends the watch, not the Job: {@link #outcome()} completes as {@link JobOutcome.Verdict#STOPPED}, unless it was
     * complete already. Safe to be called twice and from any thread.
     */
    void stop();

    /** The same as {@link #stop()}. */
    @Override
    default void close() {
        stop();
    }
}
