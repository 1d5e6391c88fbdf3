package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.kubernetes.Manifest;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.ReadGenerations;
import io.jenkins.plugins.taskhub.kubernetes.RolloutHandle;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome.Verdict;
import io.jenkins.plugins.taskhub.kubernetes.RolloutRequest;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import io.jenkins.plugins.taskhub.report.Ages;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The workloads of a release, watched while helm waits for them. Saved as plain text and numbers. */
final class Rollout implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String SEPARATOR = "/";
    private static final int MOST_TOLD = 200;

    private final HelmTarget target;
    private final long timeoutSeconds;
    private ArrayList<String> workloads = new ArrayList<>();
    private LinkedHashMap<String, Long> generations = new LinkedHashMap<>();
    private final ArrayList<String> told = new ArrayList<>();
    private transient volatile RolloutOutcome outcome;

    Rollout(HelmTarget target, Duration timeout) {
        this.target = target;
        this.timeoutSeconds = timeout.toSeconds();
    }

    /** Notes which workloads a manifest has. */
    void of(String manifest) {
        var found = new ArrayList<String>();
        Manifest.workloads(manifest, target.namespace(), false).forEach(workload -> found.add(write(workload)));
        workloads = found;
    }

    /** Notes which generations the workloads have that are about to change: only a greater one is the new state. */
    void before(Predicate<Workload> changes, Ports ports) throws InterruptedException {
        var changing = new ArrayList<>(workloads().stream().filter(changes).toList());
        var noted = new LinkedHashMap<String, Long>();
        if (!changing.isEmpty()) {
            target.cluster().call(new ReadGenerations(changing), ports.log()::detail)
                    .forEach((workload, generation) -> noted.put(write(workload), generation));
        }
        generations = noted;
    }

    /** Watches; a rollout that will not become ready stops the process beside it. */
    AutoCloseable watch(Ports ports, Consumer<String> stop) {
        if (workloads.isEmpty()) {
            return () -> { };
        }
        var handle = start(ports);
        handle.outcome().whenComplete((ended, problem) -> {
            outcome = ended;
            if (problem != null) {
                var reason = problem instanceof CompletionException && problem.getCause() != null
                        ? problem.getCause() : problem;
                ports.log().detail("not watched any more, helm goes on: " + reason.getMessage());
            } else if (ended.verdict() == Verdict.FAILED) {
                ports.log().detail(ended.summary());
                stop.accept(ended.summary());
            }
        });
        return handle;
    }

    /** Watches what runs without an upgrade; fails in words when it is not ready within the timeout. */
    CompletableFuture<?> ready(Ports ports) {
        var handle = start(ports);
        return handle.outcome().whenComplete((ended, problem) -> handle.close()).thenAccept(ended -> {
            if (ended.verdict() != Verdict.READY) {
                throw new StepFailure("nothing is to be changed, but what runs of " + target + " is not ready: "
                        + ended.summary() + ". Mend the cause, then deploy again");
            }
        });
    }

    private RolloutHandle start(Ports ports) {
        var before = new HashMap<Workload, Long>();
        workloads().forEach(workload -> {
            if (generations.containsKey(write(workload))) {
                before.put(workload, generations.get(write(workload)));
            }
        });
        var request = RolloutRequest.of(workloads(), Duration.ofSeconds(timeoutSeconds)).after(before);
        return target.cluster().watch(request, ports.masker()::mask, line -> {
            ports.log().detail(line);
            tell(ports.masker().mask(line));
        });
    }

    private void tell(String line) {
        synchronized (told) {
            if (told.size() < MOST_TOLD) {
                told.add(Ages.at(Instant.now()) + SEPARATOR + line);
            }
        }
    }

    /** What the watch told so far, each line with its time. */
    List<List<String>> told() {
        synchronized (told) {
            return told.stream().map(line -> List.of(line.split(SEPARATOR, 2))).toList();
        }
    }

    /** There is no workload to watch. */
    boolean isEmpty() {
        return workloads.isEmpty();
    }

    /** How it ended, where it did not become ready; null where nothing is known. */
    RolloutOutcome trouble() {
        var ended = outcome;
        return ended != null && (ended.verdict() == Verdict.FAILED || ended.verdict() == Verdict.TIMED_OUT) ? ended : null;
    }

    private List<Workload> workloads() {
        return workloads.stream().map(Rollout::read).toList();
    }

    private static String write(Workload workload) {
        return String.join(SEPARATOR, workload.kind().name(), workload.namespace(), workload.name());
    }

    private static Workload read(String text) {
        var parts = text.split(SEPARATOR, 3);
        return new Workload(Workload.Kind.valueOf(parts[0]), parts[1], parts[2]);
    }
}
