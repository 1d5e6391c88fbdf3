package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.kubernetes.ClusterCall;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.kubernetes.CronJobState;
import io.jenkins.plugins.taskhub.kubernetes.CronJobState.RunningJob;
import io.jenkins.plugins.taskhub.kubernetes.JobCalls;
import io.jenkins.plugins.taskhub.kubernetes.JobHandle;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import io.jenkins.plugins.taskhub.kubernetes.JobRequest;
import io.jenkins.plugins.taskhub.kubernetes.RolloutHandle;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.RolloutRequest;
import io.jenkins.plugins.taskhub.kubernetes.Scaling;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A namespace with a CronJob, in memory; what its Jobs come to is told by the test. */
final class FakeBackups implements ClusterPort {
    static final JobOutcome DUMPED = succeeded(Map.of("file", "taskdb_20261120-141502.dump", "bytes", "3145728",
            "sha256", "9f2c", "verified", "true", "tables", "5", "rows", "1204"));
    static final JobOutcome STAGED = succeeded(Map.of("file", "taskdb_20261120-141502.dump", "bytes", "3145728",
            "sha256", "9f2c", "tables", "5", "rows", "1204", "query", "MTIwNAo="));
    static final JobOutcome SWAPPED = succeeded(Map.of("replaced", "true", "query", "MTIwNAo=",
            "before", "taskdb_20261120-150000.before-restore.dump"));

    /** By purpose: how the Jobs end, one after the other; the last one stays. */
    final Map<String, List<JobOutcome>> outcomes = new LinkedHashMap<>();
    final Map<String, Map<String, String>> environments = new LinkedHashMap<>();
    final List<RunningJob> running = new ArrayList<>();
    final Map<Workload, Integer> replicas = new LinkedHashMap<>();
    /** What was done, in order. */
    final List<String> done = new ArrayList<>();
    final Map<String, String> env = new LinkedHashMap<>(Map.of("PGDATABASE", "taskdb"));
    String scripts = "/scripts";
    RolloutOutcome.Verdict rollout = RolloutOutcome.Verdict.READY;
    /** What is refused, by the beginning of {@link #done}'s word. */
    String refused;

    static JobOutcome succeeded(Map<String, String> results) {
        return ended(Verdict.SUCCEEDED, "", results);
    }

    static JobOutcome failed(String reason) {
        return ended(Verdict.FAILED, reason, Map.of());
    }

    static JobOutcome ended(Verdict verdict, String reason, Map<String, String> results) {
        var all = new LinkedHashMap<String, List<String>>();
        results.forEach((key, value) -> all.put(key, List.of(value)));
        return new JobOutcome(verdict, reason, all, List.of(), 6);
    }

    FakeBackups ends(String purpose, JobOutcome... outcomes) {
        this.outcomes.put(purpose, new ArrayList<>(List.of(outcomes)));
        return this;
    }

    /** The CronJob sends its dumps to this bucket. */
    FakeBackups withBucket(String bucket) {
        env.putAll(Map.of("S3_CLIENT", "/s3", "S3_BUCKET", bucket, "S3_PREFIX", "pg-backups", "S3_ENDPOINT", "",
                "S3_REGION", "us-east-1", "S3_KEEP", "14", "S3_KEEP_DAYS", "30"));
        return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R extends Serializable> R call(ClusterCall<R> call, Consumer<String> log) {
        Serializable answer;
        if (call instanceof JobCalls.ReadCronJob read) {
            answer = new CronJobState(read.name(), "postgres:16", env, Map.of(scripts, "postgres-backup-scripts"), false, new ArrayList<>(running));
        } else if (call instanceof JobCalls.StartFromCronJob start) {
            did("manual");
            answer = start.job();
        } else if (call instanceof JobCalls.StartOneOff start) {
            did(start.purpose());
            environments.put(start.purpose(), start.environment());
            answer = start.job();
        } else if (call instanceof JobCalls.Delete delete) {
            answer = delete(purpose(delete.job()));
        } else if (call instanceof Scaling.Read read) {
            var found = new LinkedHashMap<Workload, Integer>();
            read.workloads().stream().filter(replicas::containsKey).forEach(w -> found.put(w, replicas.get(w)));
            answer = found;
        } else if (call instanceof Scaling.Down down) {
            did("down " + down.workload().name());
            replicas.put(down.workload(), 0);
            answer = true;
        } else if (call instanceof Scaling.Up up) {
            did("up " + up.workload().name() + " " + up.replicas());
            replicas.put(up.workload(), up.replicas());
            answer = true;
        } else {
            throw new IllegalArgumentException("not played: " + call);
        }
        return (R) answer;
    }

    private void did(String what) {
        if (refused != null && what.startsWith(refused)) {
            throw new ClusterException(ClusterException.Kind.FORBIDDEN, "Not allowed to do that.");
        }
        done.add(what);
    }

    private boolean delete(String purpose) {
        boolean there = done.contains(purpose);
        if (there) {
            done.add("delete " + purpose);
        }
        return there;
    }

    private static String purpose(String job) {
        return job.replaceFirst("-[0-9a-f]{8}$", "").replaceFirst("^postgres-backup-", "");
    }

    @Override
    public JobHandle follow(JobRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        var outcome = new CompletableFuture<JobOutcome>();
        var left = outcomes.get(purpose(request.name()));
        if (left != null) {
            outcome.complete(left.size() > 1 ? left.remove(0) : left.get(0));
        }
        return new JobHandle() {
            @Override
            public CompletableFuture<JobOutcome> outcome() {
                return outcome;
            }

            @Override
            public void stop() {
                outcome.complete(ended(Verdict.STOPPED, "", Map.of()));
            }
        };
    }

    @Override
    public RolloutHandle watch(RolloutRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        var outcome = CompletableFuture.completedFuture(new RolloutOutcome(rollout, List.of(), List.of(), 1));
        return new RolloutHandle() {
            @Override
            public CompletableFuture<RolloutOutcome> outcome() {
                return outcome;
            }

            @Override
            public void stop() { }
        };
    }

    @Override
    public void close() { }
}
