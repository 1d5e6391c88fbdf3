package io.jenkins.plugins.taskhub.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Watches until workloads are ready, or until one of them will not become ready. */
public final class RolloutWatch implements RolloutHandle {
    private RolloutWatch() {
    }

    static RolloutWatch start(Cluster cluster, RolloutRequest request, Consumer<String> log) {
        throw new UnsupportedOperationException("not ready to watch " + request.workloads() + " at " + cluster.server()
                + " for " + log);
    }

    /** The generations that workloads have now; one that is not there has 0. */
    public static Map<Workload, Long> generations(Cluster cluster, List<Workload> workloads) throws InterruptedException {
        throw new UnsupportedOperationException("not ready to read " + workloads + " at " + cluster.server());
    }

    @Override
    public CompletableFuture<RolloutOutcome> outcome() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException();
    }
}
