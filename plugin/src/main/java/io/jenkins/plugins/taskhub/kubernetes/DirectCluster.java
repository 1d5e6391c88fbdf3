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
    private final Set<Runnable> stops = ConcurrentHashMap.newKeySet();
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
        stopWithThis(watch::stop, watch.outcome());
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

    @Override
    public JobHandle follow(JobRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        var watch = JobWatch.start(cluster(), request, line -> log.accept(masker.apply(line)));
        stopWithThis(watch::stop, watch.outcome());
        return new JobHandle() {
            private final CompletableFuture<JobOutcome> masked = watch.outcome().thenApply(o -> o.masked(masker));

            @Override
            public CompletableFuture<JobOutcome> outcome() {
                return masked;
            }

            @Override
            public void stop() {
                watch.stop();
            }
        };
    }

    private void stopWithThis(Runnable stop, CompletableFuture<?> outcome) {
        stops.add(stop);
        outcome.whenComplete((ended, failure) -> stops.remove(stop));
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
        List.copyOf(stops).forEach(Runnable::run);
        if (cluster != null) {
            cluster.close();
        }
    }
}
