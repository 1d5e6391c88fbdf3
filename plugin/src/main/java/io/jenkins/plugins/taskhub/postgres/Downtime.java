package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.RolloutRequest;
import io.jenkins.plugins.taskhub.kubernetes.Scaling;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/** Workloads that are without pods while their database is replaced, and come back in whatever way that ends. */
final class Downtime implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BackupJobs jobs;
    private final RestoreRequest request;
    /** What each had before, as it stands in the request; known before the first is taken down. */
    private LinkedHashMap<String, Integer> before = new LinkedHashMap<>();
    private boolean down;

    Downtime(BackupJobs jobs, RestoreRequest request) {
        this.jobs = jobs;
        this.request = request;
    }

    /** Remembers how many pods each is meant to have. One that is not there needs not be taken down. */
    void look(Ports ports) throws InterruptedException {
        if (down || request.scaleDown.isEmpty()) {
            return;
        }
        var read = jobs.cluster().call(new Scaling.Read(request.workloads(jobs.namespace())), ports.log()::detail);
        var found = new LinkedHashMap<String, Integer>();
        for (String text : request.scaleDown) {
            var workload = RestoreRequest.workload(jobs.namespace(), text);
            if (read.containsKey(workload)) {
                found.put(text, read.get(workload));
            } else {
                ports.log().detail("there is no " + workload + " in " + jobs.namespace() + " to take down");
            }
        }
        before = found;
    }

    void begin(Ports ports) throws InterruptedException {
        for (var entry : replicas().entrySet()) {
            down = true;
            ports.log().line("Taking " + entry.getKey() + " in " + jobs.namespace() + " down from " + entry.getValue()
                    + (entry.getValue() == 1 ? " pod" : " pods"));
            jobs.cluster().call(new Scaling.Down(entry.getKey(), entry.getValue()), ports.log()::detail);
        }
    }

    /**
     * Waits until the pods are gone. Those that are still there in the end lose their sessions when the database
     * goes.
     */
    CompletableFuture<Void> gone(Ports ports) {
        return rollout(ports, down ? List.copyOf(replicas().keySet()) : List.of(), (outcome, problem) -> {
            if (problem != null || outcome.verdict() != RolloutOutcome.Verdict.READY) {
                ports.log().line("Not every pod is gone; going on: their sessions are ended");
            }
        });
    }

    /** Takes all up again; tells in a failure what could not be, and how to do it by hand. */
    void end(Ports ports) throws InterruptedException {
        if (!down) {
            return;
        }
        var problems = new ArrayList<String>();
        for (var entry : replicas().entrySet()) {
            try {
                jobs.cluster().call(new Scaling.Up(entry.getKey(), entry.getValue()), ports.log()::detail);
                ports.log().line("Took " + entry.getKey() + " in " + jobs.namespace() + " up to " + entry.getValue()
                        + (entry.getValue() == 1 ? " pod" : " pods"));
            } catch (ClusterException e) {
                problems.add(e.getMessage() + " By hand: kubectl -n " + jobs.namespace() + " scale "
                        + entry.getKey().kind().title().toLowerCase(Locale.ROOT) + "/" + entry.getKey().name()
                        + " --replicas=" + entry.getValue());
            }
        }
        if (!problems.isEmpty()) {
            throw new StepFailure("workloads are still down: " + String.join("; ", problems));
        }
    }

    /** Waits until all are ready again. */
    CompletableFuture<Void> ready(Ports ports) {
        var wanted = replicas().entrySet().stream().filter(e -> e.getValue() > 0).map(Map.Entry::getKey).toList();
        return rollout(ports, down ? wanted : List.of(), (outcome, problem) -> {
            if (problem != null) {
                throw new StepFailure("whether " + wanted + " became ready is not known: " + problem.getMessage());
            }
            if (outcome.verdict() != RolloutOutcome.Verdict.READY) {
                throw new StepFailure(wanted + " did not become ready again"
                        + outcome.failures().stream().findFirst().map(f -> ": " + f.summary()).orElse(""));
            }
        });
    }

    private CompletableFuture<Void> rollout(Ports ports, List<Workload> workloads,
                                            BiConsumer<RolloutOutcome, Throwable> then) {
        if (workloads.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var handle = jobs.cluster().watch(RolloutRequest.of(workloads, Duration.ofMinutes(2)), ports.masker()::mask,
                ports.log()::detail);
        var ended = new CompletableFuture<Void>();
        ended.whenComplete((nothing, problem) -> handle.stop());
        handle.outcome().whenComplete((outcome, problem) -> {
            try {
                then.accept(outcome, problem instanceof CompletionException && problem.getCause() != null
                        ? problem.getCause() : problem);
                ended.complete(null);
            } catch (RuntimeException e) {
                ended.completeExceptionally(e);
            }
        });
        return ended;
    }

    private LinkedHashMap<Workload, Integer> replicas() {
        var replicas = new LinkedHashMap<Workload, Integer>();
        before.forEach((text, count) -> replicas.put(RestoreRequest.workload(jobs.namespace(), text), count));
        return replicas;
    }

    /** Those that were taken down, as texts. */
    ArrayList<String> names() {
        return new ArrayList<>(down ? replicas().keySet().stream().map(Workload::toString).toList() : List.of());
    }
}
