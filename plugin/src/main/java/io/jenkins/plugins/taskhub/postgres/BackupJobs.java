package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.kubernetes.CronJobState;
import io.jenkins.plugins.taskhub.kubernetes.CronJobState.RunningJob;
import io.jenkins.plugins.taskhub.kubernetes.JobCalls;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome;
import io.jenkins.plugins.taskhub.kubernetes.JobRequest;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The backups of one namespace: the CronJob, and the Jobs that one step makes from it. Their names hold an id that the
 * step was given at its beginning, so that after a restart of the controller they are found again.
 */
final class BackupJobs implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String SCRIPTS = "/scripts";
    private static final int LONGEST_NAME = 63;

    private final String namespace;
    private final String cronJob;
    private final KubeAccess access;
    private final long started = System.currentTimeMillis();
    private final long timeoutMs;
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private transient ClusterPort cluster;

    /**
     * Checks the names.
     *
     * @param timeout how long everything together may take
     */
    BackupJobs(String namespace, String cronJob, String timeout, KubeAccess access) {
        this.namespace = Names.namespace("namespace", namespace);
        this.cronJob = Names.release("cronJob", cronJob);
        this.timeoutMs = Names.duration("timeout", timeout).toMillis();
        this.access = access;
    }

    String namespace() {
        return namespace;
    }

    String cronJob() {
        return cronJob;
    }

    ClusterPort cluster() {
        return cluster;
    }

    void attach(Ports ports) throws IOException, InterruptedException {
        cluster = access.openWithoutPrograms(namespace, ports);
    }

    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** The name of this step's Job for a purpose. */
    String job(String purpose) {
        String tail = "-" + purpose + "-" + id;
        return cronJob.substring(0, Math.min(cronJob.length(), LONGEST_NAME - tail.length())) + tail;
    }

    /** The CronJob and what runs of it; refuses one that is not of the chart, which brings the scripts. */
    CronJobState state(Ports ports) throws InterruptedException {
        var state = cluster.call(new JobCalls.ReadCronJob(namespace, cronJob), ports.log()::detail);
        if (!state.mounts().containsKey(SCRIPTS) || state.env().get("PGDATABASE") == null) {
            throw new StepFailure("the CronJob " + cronJob + " in " + namespace
                    + " is not of the chart postgres-backup "
                    + "(it has no " + SCRIPTS + " or no PGDATABASE): install that chart in its place");
        }
        return state;
    }

    /** What runs that this step has not started. */
    Optional<RunningJob> other(CronJobState state) {
        return state.running().stream().filter(job -> !job.name().endsWith("-" + id)).findFirst();
    }

    /** A running Job in words: {@code postgres-backup-29388 (scheduled, since 2 minutes)}. */
    static String words(RunningJob job) {
        long minutes = job.started() == 0 ? 0 : (System.currentTimeMillis() / 1000 - job.started()) / 60;
        return job.name() + " (" + job.origin() + (minutes > 0 ? ", since " + minutes
                + (minutes == 1 ? " minute)" : " minutes)") : ")");
    }

    /** Follows a Job until the step's time is over. */
    CompletableFuture<Void> follow(Ports ports, String job, Consumer<JobOutcome> then, Consumer<String> log) {
        return follow(ports, job, left(), then, log);
    }

    private CompletableFuture<Void> follow(Ports ports, String job, Duration timeout, Consumer<JobOutcome> then,
                                           Consumer<String> log) {
        var handle = cluster.follow(new JobRequest(namespace, job, timeout), ports.masker()::mask, log);
        var ended = new CompletableFuture<Void>();
        ended.whenComplete((nothing, problem) -> handle.stop());
        handle.outcome().whenComplete((outcome, problem) -> {
            if (ended.isDone()) {
                return; // the step was interrupted
            }
            try {
                if (problem != null) {
                    throw problem instanceof CompletionException && problem.getCause() != null
                            ? problem.getCause() : problem;
                }
                then.accept(outcome);
                ended.complete(null);
            } catch (Throwable e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }

    /**
     * Runs one of the chart's scripts in a Job of its own, or goes on with the one that was started before a restart.
     */
    CompletableFuture<Void> run(Ports ports, String script, Map<String, String> environment, Consumer<JobOutcome> then)
            throws InterruptedException {
        return run(ports, script, environment, left(), then);
    }

    /** The same with a time of its own, for what must be done also when the step's is over. */
    CompletableFuture<Void> run(Ports ports, String script, Map<String, String> environment, Duration timeout,
                                Consumer<JobOutcome> then) throws InterruptedException {
        return follow(ports, begin(ports, script, environment, timeout), timeout, then, ports.log()::detail);
    }

    /** Starts a script and does not wait for it. */
    String begin(Ports ports, String script, Map<String, String> environment, Duration timeout)
            throws InterruptedException {
        return cluster.call(new JobCalls.StartOneOff(namespace, cronJob, job(script), script,
                List.of("bash", SCRIPTS + "/" + script + ".sh"), new LinkedHashMap<>(environment),
                timeout.toSeconds() + 1), ports.log()::detail);
    }

    /** Deletes this step's Job for a purpose; says whether there was one. */
    boolean delete(Ports ports, String purpose) throws InterruptedException {
        return cluster.call(new JobCalls.Delete(namespace, job(purpose)), ports.log()::detail);
    }

    /** A Job that did not end in time is not left to go on by itself. */
    void abandon(Ports ports, JobOutcome outcome, String purpose) {
        if (outcome.verdict() != JobOutcome.Verdict.TIMED_OUT) {
            return;
        }
        try {
            if (delete(ports, purpose)) {
                ports.log().line("Stopped the Job " + job(purpose));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ClusterException e) {
            ports.log().line(e.getMessage());
        }
    }

    Duration left() {
        return Duration.ofMillis(Math.max(1, started + timeoutMs - System.currentTimeMillis()));
    }

    long seconds() {
        return (System.currentTimeMillis() - started) / 1000;
    }
}
