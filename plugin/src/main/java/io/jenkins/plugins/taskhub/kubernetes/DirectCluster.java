package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Asks from this process. */
final class DirectCluster implements ClusterPort {
    private final ClusterAccess access;
    private final Place place;
    private final Set<RolloutHandle> watches = ConcurrentHashMap.newKeySet();
    private Cluster cluster;
    private boolean closed;

    DirectCluster(ClusterAccess access, Place place) {
        this.access = access;
        this.place = place;
    }

    @Override
    public <R extends Serializable> R call(ClusterCall<R> call, Consumer<String> log) throws InterruptedException {
        return call.on(cluster(), log);
    }

    @Override
    public RolloutHandle watch(RolloutRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        var watch = RolloutWatch.start(cluster(), request, line -> log.accept(masker.apply(line)));
        watches.add(watch);
        watch.outcome().whenComplete((outcome, failure) -> watches.remove(watch));
        return new RolloutHandle() {
            private final CompletableFuture<RolloutOutcome> masked = watch.outcome().thenApply(o -> o.masked(masker));

            @Override
            public CompletableFuture<RolloutOutcome> outcome() {
                return masked;
            }

            @Override
            public void stop() {
                watch.stop();
            }
        };
    }

    private synchronized Cluster cluster() {
        if (closed) {
            throw new IllegalStateException("the cluster port is closed");
        }
        if (cluster == null) {
            cluster = Cluster.open(access, place);
        }
        return cluster;
    }

    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(watches).forEach(RolloutHandle::stop);
        if (cluster != null) {
            cluster.close();
        }
    }
}
