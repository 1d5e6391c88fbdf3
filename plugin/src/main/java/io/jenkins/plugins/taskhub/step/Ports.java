package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.Agent;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.config.Settings;
import io.jenkins.plugins.taskhub.credentials.Credentials;
import io.jenkins.plugins.taskhub.kubernetes.ClusterAccess;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.registry.Registry;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What an {@link Engine} has of the world around it. Engine tests bring their own. */
public interface Ports {
    /** The build log, with the feature's prefix and secrets masked. */
    StepLog log();

    /** What is replaced in the log and in messages. */
    Masker masker();

    /** The agent of the surrounding {@code node}. */
    Agent agent();

    /** Credentials as the build may see them; a secret that is looked up is masked from then on. */
    Credentials credentials();

    /** What an administrator configured for all steps, as it is now. */
    Settings settings();

    /**
     * The way to a cluster; to be closed.
     *
     * @param access which cluster, and as whom
     * @param viaAgent whether the agent asks, for clusters that the controller cannot reach
     */
    ClusterPort cluster(ClusterAccess access, boolean viaAgent) throws IOException, InterruptedException;

    /**
     * The way to registries.
     *
     * @param viaAgent whether the agent asks, for registries that the controller cannot reach
     */
    Registry registry(boolean viaAgent) throws IOException, InterruptedException;

    /** Makes the build and its stage unstable, as the step {@code unstable} does, and goes on. */
    void unstable(String message) throws IOException, InterruptedException;

    /** The build that runs the step. */
    Build build() throws IOException, InterruptedException;

    /**
     * Complete when every step that was under way before the last restart of the controller has taken back what it held
     * (see {@link Engine#reclaim}); to be waited for by whoever wants to have the same.
     */
    CompletableFuture<?> othersReclaimed();

    /**
     * Shows JUnit reports on the build, by Jenkins' own step {@code junit}.
     *
     * @param patterns of the reports in the workspace, as Ant writes them, separated by commas
     * @return fails where they cannot be shown; empty where Jenkins has no such step
     */
    Optional<CompletableFuture<?>> showTests(String patterns) throws IOException, InterruptedException;
}
