package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.kubernetes.Follow.Seen;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Progress;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Watches until workloads are ready, or until one of them will not become ready. Nothing is polled: the API server
 * tells each change, and no thread waits meanwhile. A lost connection is taken up again within the timeout.
 *
 * <p>Only pods of the revision that is being rolled out count, so that what an earlier deployment left behind does not
 * end this one.</p>
 */
public final class RolloutWatch implements RolloutHandle {
    private final Cluster cluster;
    private final RolloutRequest request;
    private final Consumer<String> log;
    private final Map<Workload, Follow> follows = new LinkedHashMap<>();
    private final Map<Workload, String> told = new HashMap<>();
    private final Map<String, Long> firstSeen = new HashMap<>();
    private final Set<String> blind = new HashSet<>();
    private final AtomicBoolean pending = new AtomicBoolean();
    private final CompletableFuture<RolloutOutcome> outcome = new CompletableFuture<>();
    private final long startedAt = System.nanoTime();
    private Future<?> deadline;
    private Future<?> graceEnds;
    private Future<?> diagnosis;
    private boolean decided;
    private boolean lost;

    private RolloutWatch(Cluster cluster, RolloutRequest request, Consumer<String> log) {
        this.cluster = cluster;
        this.request = request;
        this.log = log;
    }

    /**
     * Begins to watch and returns at once.
     *
     * @param cluster stays open until the outcome is there; the caller closes it
     * @param request what to watch
     * @param log     takes whole lines, on change only; called from other threads, one at a time
     */
    public static RolloutWatch start(Cluster cluster, RolloutRequest request, Consumer<String> log) {
        var watch = new RolloutWatch(cluster, request, log);
        watch.begin();
        return watch;
    }

    /**
     * The generations that workloads have now: what to give to {@link RolloutRequest#after} before a change.
     *
     * @return by workload, in their order; 0 for one that is not there, and for Jobs, which are made and never changed
     * @throws ClusterException     when the cluster cannot be asked
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public static Map<Workload, Long> generations(Cluster cluster,
            List<Workload> workloads) throws InterruptedException {
        var generations = new LinkedHashMap<Workload, Long>();
        for (var workload : workloads) {
            var object = workload.kind() == Workload.Kind.JOB ? null : read(cluster, workload);
            var generation = object == null ? null : object.getMetadata().getGeneration();
            generations.put(workload, generation == null ? 0 : generation);
        }
        return generations;
    }

    private static HasMetadata read(Cluster cluster, Workload workload) throws InterruptedException {
        var namespace = workload.namespace();
        var name = workload.name();
        return cluster.ask("read " + workload + " in " + namespace, c -> switch (workload.kind()) {
            case DEPLOYMENT -> c.apps().deployments().inNamespace(namespace).withName(name).get();
            case STATEFUL_SET -> c.apps().statefulSets().inNamespace(namespace).withName(name).get();
            case DAEMON_SET -> c.apps().daemonSets().inNamespace(namespace).withName(name).get();
            case JOB -> c.batch().v1().jobs().inNamespace(namespace).withName(name).get();
        });
    }

    private synchronized void begin() {
        deadline = Background.timer().schedule(this::timeOut, request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        for (var workload : request.workloads()) {
            follows.put(workload, new Follow(cluster.client(), workload, new News(workload)));
        }
        List.copyOf(follows.values()).forEach(Follow::start);
        changed();
    }

    @Override
    public CompletableFuture<RolloutOutcome> outcome() {
        return outcome.copy();
    }

    @Override
    public synchronized void stop() {
        decide(Verdict.STOPPED, List.of());
        if (diagnosis != null) {
            diagnosis.cancel(true);
            var stopped = new RolloutOutcome(Verdict.STOPPED, progress(), List.of(), seconds());
            complete(() -> outcome.complete(stopped));
        }
    }

    private List<Progress> progress() {
        return follows.entrySet().stream()
                .map(f -> RolloutRules.progress(f.getKey(), f.getValue().seen().object())).toList();
    }

    /** What a follower tells, handled on the timer's thread; many changes at once make one evaluation. */
    private final class News implements Follow.Listener {
        private final Workload workload;

        News(Workload workload) {
            this.workload = workload;
        }

        @Override
        public void changed() {
            RolloutWatch.this.changed();
        }

        @Override
        public void lost(Throwable cause) {
            Background.timer().execute(() -> RolloutWatch.this.lost(cause));
        }

        @Override
        public void failed(Throwable cause) {
            var failure = cluster.failures().of(cause, "watch " + workload + " in " + workload.namespace());
            Background.timer().execute(() -> fail(failure));
        }

        @Override
        public void blind(String what, Throwable cause) {
            var failure = cluster.failures().of(cause, "watch " + what + " in " + workload.namespace());
            Background.timer().execute(() -> RolloutWatch.this.blind(what, failure));
        }
    }

    private void changed() {
        if (pending.compareAndSet(false, true)) {
            Background.timer().execute(this::evaluate);
        }
    }

    private synchronized void lost(Throwable cause) {
        if (!lost && !decided) {
            lost = true;
            log.accept("lost the connection while watching; trying again: "
                    + cluster.failures().of(cause, "watch").getMessage());
        }
    }

    private synchronized void blind(String what, ClusterException cause) {
        if (blind.add(what) && !decided) {
            log.accept("a failure will be told without its " + what + ": " + cause.getMessage());
        }
    }

    private synchronized void fail(ClusterException failure) {
        if (!decided) {
            end();
            complete(() -> outcome.completeExceptionally(failure));
        }
    }

    private synchronized void evaluate() {
        pending.set(false);
        if (decided) {
            return;
        }
        boolean all = true;
        var troubles = new ArrayList<Trouble>();
        for (var follow : follows.entrySet()) {
            var workload = follow.getKey();
            var seen = follow.getValue().seen();
            boolean counts = counts(workload, seen);
            var progress = RolloutRules.progress(workload, seen.object());
            all &= counts && progress.done();
            if (counts) {
                tell(progress);
                if (!progress.done()) {
                    troubles.addAll(Trouble.in(workload, seen, request));
                }
            }
        }
        var grave = grave(troubles);
        if (all) {
            decide(Verdict.READY, List.of());
        } else if (!grave.isEmpty()) {
            decide(Verdict.FAILED, grave);
        }
    }

    private boolean counts(Workload workload, Seen seen) {
        return seen.object() != null
                && RolloutRules.isCurrent(seen.object(), request.generations().getOrDefault(workload, -1L));
    }

    private void tell(Progress progress) {
        var line = progress + (progress.done() ? " in " + seconds() + " s" : "");
        var key = progress.toString() + progress.done();
        if (!key.equals(told.put(progress.workload(), key))) {
            log.accept(line);
        }
    }

    /** The signs whose patience is over; for the others, when to look again. */
    private List<Trouble> grave(List<Trouble> troubles) {
        long now = System.nanoTime();
        var keys = troubles.stream().map(Trouble::key).toList();
        firstSeen.keySet().retainAll(keys);
        var grave = new ArrayList<Trouble>();
        var wait = Long.MAX_VALUE;
        for (var trouble : troubles) {
            long left = trouble.patience().toNanos() - (now - firstSeen.computeIfAbsent(trouble.key(), k -> now));
            if (left <= 0) {
                grave.add(trouble);
            } else {
                wait = Math.min(wait, left);
            }
        }
        if (graceEnds != null) {
            graceEnds.cancel(false);
            graceEnds = null;
        }
        if (grave.isEmpty() && wait < Long.MAX_VALUE) {
            graceEnds = Background.timer().schedule(this::evaluate, wait, TimeUnit.NANOSECONDS);
        }
        grave.sort((a, b) -> Boolean.compare(a.pod() == null, b.pod() == null));
        return grave;
    }

    private synchronized void timeOut() {
        var signs = new ArrayList<Trouble>();
        for (var follow : follows.entrySet()) {
            var seen = follow.getValue().seen();
            if (!counts(follow.getKey(), seen) || !RolloutRules.progress(follow.getKey(), seen.object()).done()) {
                var found = Trouble.in(follow.getKey(), seen, request);
                signs.addAll(found);
                if (found.isEmpty()) {
                    Trouble.notReady(follow.getKey(), seen).ifPresent(signs::add);
                }
            }
        }
        decide(Verdict.TIMED_OUT, signs);
    }

    /** Ends the watch; what needs explaining is explained on another thread, since that asks the API server. */
    private synchronized void decide(Verdict verdict, List<Trouble> troubles) {
        if (decided) {
            return;
        }
        var progress = progress();
        var withPods = withNotReadyPods(troubles);
        end();
        long seconds = seconds();
        if (withPods.isEmpty()) {
            complete(() -> outcome.complete(new RolloutOutcome(verdict, progress, List.of(), seconds)));
            return;
        }
        diagnosis = Background.run(() -> {
            try {
                var failures = new Diagnostician(cluster, request.logLines()).explain(withPods);
                outcome.complete(new RolloutOutcome(verdict, progress, failures, seconds));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                outcome.complete(new RolloutOutcome(Verdict.STOPPED, progress, List.of(), seconds));
            } catch (RuntimeException e) {
                outcome.completeExceptionally(cluster.failures().of(e, "explain the failure"));
            }
        });
    }

    /** A Deployment that made no progress is explained by a pod of it that is not ready. */
    private List<Trouble> withNotReadyPods(List<Trouble> troubles) {
        var withPods = new ArrayList<Trouble>();
        for (var trouble : troubles) {
            if (trouble.topic().equals("progress")) {
                Trouble.notReady(trouble.workload(), follows.get(trouble.workload()).seen()).ifPresent(withPods::add);
            }
            withPods.add(trouble);
        }
        return withPods;
    }

    private void end() {
        decided = true;
        deadline.cancel(false);
        if (graceEnds != null) {
            graceEnds.cancel(false);
        }
        var open = List.copyOf(follows.values());
        Background.run(() -> open.forEach(Follow::close));
    }

    /** Whoever waits for the outcome runs its own code then: not on the timer's thread, not under the lock. */
    private static void complete(Runnable completion) {
        Background.run(completion);
    }

    private long seconds() {
        return Duration.ofNanos(System.nanoTime() - startedAt).toSeconds();
    }
}
