package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Follows a Job to its end and hands on its log while it is written. Nothing is polled, and no thread waits.
 *
 * <p>The whole log is heard before the end is told: a CronJob's history limits may delete the Job in the moment in
 * which it ends. A line of the log that begins with {@code ::}, such as {@code ::bytes=3145728}, is a result and not
 * handed on.</p>
 */
public final class JobWatch implements JobHandle {
    private static final String RESULT = "::";
    private static final int MAX_RESULTS = 5_000;
    private static final int MAX_LAST_LINES = 40;
    private static final int LOG_END_SECONDS = 15;

    private final Cluster cluster;
    private final JobRequest request;
    private final Workload workload;
    private final RolloutRequest patience;
    private final Consumer<String> log;
    private final Follow follow;
    private final Map<String, PodLog> logs = new LinkedHashMap<>();
    private final Map<String, List<String>> results = new LinkedHashMap<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Map<String, Long> firstSeen = new LinkedHashMap<>();
    private final AtomicBoolean pending = new AtomicBoolean();
    private final CompletableFuture<JobOutcome> outcome = new CompletableFuture<>();
    private final long startedAt = System.nanoTime();
    private Future<?> deadline;
    private int resultCount;
    private boolean seen;
    private boolean lost;
    private boolean decided;

    private JobWatch(Cluster cluster, JobRequest request, Consumer<String> log) {
        this.cluster = cluster;
        this.request = request;
        this.log = log;
        this.workload = new Workload(Workload.Kind.JOB, request.namespace(), request.name());
        this.patience = RolloutRequest.of(List.of(workload), request.timeout());
        this.follow = new Follow(cluster.client(), workload, new News());
    }

    /**
     * Begins to follow a Job that was made before, and returns at once.
     *
     * @param cluster stays open until the outcome is there; the caller closes it
     * @param log     takes whole lines of the Job's log; called from other threads, one at a time
     */
    public static JobWatch start(Cluster cluster, JobRequest request, Consumer<String> log) {
        var watch = new JobWatch(cluster, request, log);
        watch.deadline = Background.timer().schedule(watch::timeOut, request.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        watch.follow.start();
        return watch;
    }

    @Override
    public CompletableFuture<JobOutcome> outcome() {
        return outcome.copy();
    }

    @Override
    public void stop() {
        if (decide()) {
            finish(Verdict.STOPPED, "");
        }
    }

    private final class News implements Follow.Listener {
        @Override
        public void changed() {
            JobWatch.this.changed();
        }

        @Override
        public void lost(Throwable cause) {
            Background.timer().execute(() -> connectionLost(cause));
        }

        @Override
        public void failed(Throwable cause) {
            fail(cluster.failures().of(cause, "watch the Job " + request.name() + " in " + request.namespace()));
        }

        @Override
        public void blind(String what, Throwable cause) {
            fail(cluster.failures().of(cause, "watch " + what + " in " + request.namespace()));
        }
    }

    private void changed() {
        if (pending.compareAndSet(false, true)) {
            Background.timer().execute(this::evaluate);
        }
    }

    private synchronized void connectionLost(Throwable cause) {
        if (!lost && !decided) {
            lost = true;
            log.accept("lost the connection while watching; trying again: "
                    + cluster.failures().of(cause, "watch").getMessage());
        }
    }

    private synchronized void evaluate() {
        pending.set(false);
        if (decided) {
            return;
        }
        var now = follow.seen();
        if (!(now.object() instanceof Job job)) {
            if (seen || follow.asked()) {
                conclude(Verdict.GONE, null, List.of());
            }
            return;
        }
        seen = true;
        now.pods().forEach(this::listen);
        if (RolloutRules.condition(job, "Complete").isPresent()) {
            conclude(Verdict.SUCCEEDED, job, List.of());
        } else if (RolloutRules.condition(job, "Failed").isPresent()) {
            conclude(Verdict.FAILED, job, List.of());
        } else {
            var grave = grave(Trouble.in(workload, now, patience));
            if (!grave.isEmpty()) {
                conclude(Verdict.FAILED, job, grave);
            }
        }
    }

    /** The signs whose patience is over; for the others it is looked again in time. */
    private List<Trouble> grave(List<Trouble> troubles) {
        long now = System.nanoTime();
        firstSeen.keySet().retainAll(troubles.stream().map(Trouble::key).toList());
        var grave = new ArrayList<Trouble>();
        for (var trouble : troubles) {
            boolean fresh = !firstSeen.containsKey(trouble.key());
            long left = trouble.patience().toNanos() - (now - firstSeen.computeIfAbsent(trouble.key(), k -> now));
            if (left <= 0) {
                grave.add(trouble);
            } else if (fresh) {
                Background.timer().schedule(this::changed, left, TimeUnit.NANOSECONDS);
            }
        }
        return grave;
    }

    private synchronized void listen(Pod pod) {
        JobPods.started(pod).ifPresent(container -> logs.computeIfAbsent(pod.getMetadata().getUid(), uid ->
                new PodLog(cluster, request.namespace(), pod.getMetadata().getName(), container, this::heard).start()));
    }

    private void heard(String line) {
        if (line.startsWith(RESULT)) {
            int equals = line.indexOf('=');
            synchronized (results) {
                if (equals > 0 && resultCount++ < MAX_RESULTS) {
                    results.computeIfAbsent(line.substring(RESULT.length(), equals), k -> new ArrayList<>())
                            .add(line.substring(equals + 1));
                }
            }
            return;
        }
        var clean = LogText.clean(line);
        synchronized (lastLines) {
            lastLines.addLast(clean);
            if (lastLines.size() > MAX_LAST_LINES) {
                lastLines.removeFirst();
            }
        }
        log.accept(clean);
    }

    private synchronized void timeOut() {
        var now = follow.seen();
        var signs = now.object() == null ? List.<Trouble>of() : Trouble.in(workload, now, patience);
        conclude(Verdict.TIMED_OUT, now.object(), signs);
    }

    /** Ends the watch; hears the rest of the log and finds the words on another thread, since that asks the cluster. */
    private void conclude(Verdict verdict, HasMetadata object, List<Trouble> troubles) {
        if (!decide()) {
            return;
        }
        Background.run(() -> {
            try {
                var pods = object instanceof Job job ? JobPods.of(cluster, job) : List.<Pod>of();
                if (verdict != Verdict.TIMED_OUT) {
                    pods.forEach(this::listen);
                    hearTheRest();
                }
                finish(verdict, verdict == Verdict.SUCCEEDED ? "" : reason(verdict, object, pods, troubles));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                finish(Verdict.STOPPED, "");
            } catch (RuntimeException e) {
                outcome.completeExceptionally(cluster.failures().of(e, "read how the Job " + request.name()
                        + " ended"));
            }
        });
    }

    private void hearTheRest() throws InterruptedException {
        List<PodLog> open;
        synchronized (this) {
            open = List.copyOf(logs.values());
        }
        try {
            CompletableFuture.allOf(open.stream().map(PodLog::ended).toArray(CompletableFuture[]::new))
                    .orTimeout(LOG_END_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            log.accept("the log is not complete: " + (e.getCause() instanceof ClusterException known
                    ? known.getMessage() : "its end was not heard within " + LOG_END_SECONDS + " s"));
        }
    }

    private String reason(Verdict verdict, HasMetadata object, List<Pod> pods, List<Trouble> troubles)
            throws InterruptedException {
        var said = lines().stream().filter(line -> line.startsWith("ERROR: ")).reduce((older, newer) -> newer)
                .map(line -> line.substring("ERROR: ".length()));
        if (verdict == Verdict.GONE) {
            return "the Job " + request.name() + " is gone: somebody deleted it, or a history limit did";
        }
        if (object instanceof Job job && verdict == Verdict.FAILED && troubles.isEmpty()) {
            var byForce = JobPods.endedByForce(job, pods);
            if (byForce.isPresent()) {
                return byForce.get();
            }
            if (said.isPresent()) {
                return said.get();
            }
        }
        var signs = !troubles.isEmpty() || object == null ? troubles
                : Trouble.in(workload, new Follow.Seen(object, List.of(), pods, List.of()), patience);
        var diagnoses = new Diagnostician(cluster, MAX_LAST_LINES).explain(signs);
        var summary = diagnoses.isEmpty() ? "" : diagnoses.get(0).summary();
        return verdict != Verdict.TIMED_OUT ? summary
                : "it did not end within " + request.timeout().toSeconds() + " s" + (summary.isEmpty() ? ""
                : "; " + summary) + lines().stream().reduce((a, b) -> b).map(l -> "; its log ends with \"" + l.strip()
                + "\"").orElse("");
    }

    private List<String> lines() {
        synchronized (lastLines) {
            return List.copyOf(lastLines);
        }
    }

    private void fail(ClusterException failure) {
        if (decide()) {
            Background.run(() -> outcome.completeExceptionally(failure));
        }
    }

    /** @return whether it was not decided before */
    private synchronized boolean decide() {
        if (decided) {
            return false;
        }
        decided = true;
        deadline.cancel(false);
        Background.run(follow::close);
        return true;
    }

    private void finish(Verdict verdict, String reason) {
        List<PodLog> open;
        synchronized (this) {
            open = List.copyOf(logs.values());
        }
        JobOutcome ended;
        synchronized (results) {
            ended = new JobOutcome(verdict, reason, results, lines(),
                    Duration.ofNanos(System.nanoTime() - startedAt).toSeconds());
        }
        Background.run(() -> {
            open.forEach(PodLog::close);
            outcome.complete(ended);
        });
    }
}
