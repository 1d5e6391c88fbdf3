package io.jenkins.plugins.taskhub.kubernetes;

import hudson.console.LineTransformationOutputStream;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.taskhub.cli.Background;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import jenkins.security.MasterToSlaveCallable;

/**
 * The way to a cluster that only the agent can reach: {@code via: 'agent'}.
 *
 * <p>To the agent travel the kubeconfig (its text, or the path of the agent's own file), the context, the namespace and
 * the {@link ClusterCall}; back come its log lines while it runs, and its answer. The first call to a fresh agent also
 * moves the Kubernetes client's classes there (about 35 MB, 10 s); later ones take a fraction of a second. A watch
 * holds a thread on the agent and one on the controller for as long as it runs, which watching on the controller does
 * not.</p>
 */
public final class AgentCluster implements ClusterPort {
    private static final RolloutOutcome ROLLOUT_STOPPED = new RolloutOutcome(RolloutOutcome.Verdict.STOPPED, List.of(),
            List.of(), 0);
    private static final JobOutcome JOB_STOPPED = new JobOutcome(JobOutcome.Verdict.STOPPED, "", Map.of(), List.of(),
            0);

    private final VirtualChannel channel;
    private final ClusterAccess access;
    private final Set<OnAgentWatch<?>> watches = ConcurrentHashMap.newKeySet();

    /**
     * @param channel of the agent of the surrounding node
     * @param access  which cluster, and as whom, seen from the agent
     */
    public AgentCluster(VirtualChannel channel, ClusterAccess access) {
        this.channel = channel;
        this.access = access;
    }

    @Override
    public <R extends Serializable> R call(ClusterCall<R> call, Consumer<String> log) throws InterruptedException {
        try (var lines = new Lines(log); var listener = new StreamTaskListener(lines, StandardCharsets.UTF_8)) {
            return channel.call(new OnAgent<>(access, call, listener));
        } catch (IOException e) {
            throw new ClusterException(ClusterException.Kind.UNREACHABLE,
                    "Could not ask the cluster through the agent ("
                    + LogText.clean(String.valueOf(e.getMessage())) + "): check that the agent is still connected.");
        }
    }

    @Override
    public RolloutHandle watch(RolloutRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        var watch = begin(new Await(request), masker, log, o -> o.masked(masker), ROLLOUT_STOPPED);
        return new RolloutHandle() {
            @Override
            public CompletableFuture<RolloutOutcome> outcome() {
                return watch.outcome.copy();
            }

            @Override
            public void stop() {
                watch.stop();
            }
        };
    }

    @Override
    public JobHandle follow(JobRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        var watch = begin(new AwaitJob(request), masker, log, o -> o.masked(masker), JOB_STOPPED);
        return new JobHandle() {
            @Override
            public CompletableFuture<JobOutcome> outcome() {
                return watch.outcome.copy();
            }

            @Override
            public void stop() {
                watch.stop();
            }
        };
    }

    private <R extends Serializable> OnAgentWatch<R> begin(ClusterCall<R> call, UnaryOperator<String> masker,
                                                           Consumer<String> log, UnaryOperator<R> masked, R stopped) {
        var watch = new OnAgentWatch<>(stopped);
        watches.add(watch);
        watch.outcome.whenComplete((outcome, failure) -> watches.remove(watch));
        watch.task = Background.run(() -> {
            try {
                watch.outcome.complete(masked.apply(call(call, line -> log.accept(masker.apply(line)))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                watch.outcome.complete(stopped);
            } catch (RuntimeException e) {
                watch.outcome.completeExceptionally(e);
            }
        });
        return watch;
    }

    /** Ends the watches; the channel is the build's and stays. */
    @Override
    public void close() {
        List.copyOf(watches).forEach(OnAgentWatch::stop);
    }

    /** What travels. */
    private static final class OnAgent<R extends Serializable> extends MasterToSlaveCallable<R, InterruptedException> {
        private static final long serialVersionUID = 1L;

        private final String content;
        private final String file;
        private final String context;
        private final String namespace;
        private final ClusterCall<R> call;
        private final TaskListener listener;

        OnAgent(ClusterAccess access, ClusterCall<R> call, TaskListener listener) {
            this.content = access.content();
            this.file = access.file();
            this.context = access.context();
            this.namespace = access.namespace();
            this.call = call;
            this.listener = listener;
        }

        @Override
        public R call() throws InterruptedException {
            var source = content != null ? ClusterAccess.kubeconfig(content)
                    : file != null ? ClusterAccess.kubeconfigFile(file) : ClusterAccess.automatic();
            var logger = listener.getLogger();
            try (var cluster = Cluster.open(source.context(context).namespace(namespace), Place.AGENT)) {
                return call.on(cluster, line -> {
                    logger.println(line);
                    logger.flush();
                });
            }
        }
    }

    /** A rollout that is watched, and waited for, on the agent. */
    private record Await(RolloutRequest request) implements ClusterCall<RolloutOutcome> {
        @Override
        public RolloutOutcome on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            try (var watch = RolloutWatch.start(cluster, request, log)) {
                return watch.outcome().get();
            } catch (ExecutionException e) {
                throw cluster.failures().of(e.getCause(), "watch the rollout");
            }
        }
    }

    /** A Job that is followed, and waited for, on the agent. */
    private record AwaitJob(JobRequest request) implements ClusterCall<JobOutcome> {
        @Override
        public JobOutcome on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            try (var watch = JobWatch.start(cluster, request, log)) {
                return watch.outcome().get();
            } catch (ExecutionException e) {
                throw cluster.failures().of(e.getCause(), "follow the Job " + request.name());
            }
        }
    }

    /** The controller's end of a watch on the agent. */
    private static final class OnAgentWatch<R> {
        private final CompletableFuture<R> outcome = new CompletableFuture<>();
        private final R stopped;
        private volatile Future<?> task;

        OnAgentWatch(R stopped) {
            this.stopped = stopped;
        }

        void stop() {
            var running = task;
            if (running != null) {
                running.cancel(true);
            }
            outcome.complete(stopped);
        }
    }

    /** Hands each line that arrives to a consumer. */
    private static final class Lines extends LineTransformationOutputStream {
        private final Consumer<String> log;

        Lines(Consumer<String> log) {
            this.log = log;
        }

        @Override
        protected void eol(byte[] line, int length) {
            log.accept(trimEOL(new String(line, 0, length, StandardCharsets.UTF_8)));
        }
    }
}
