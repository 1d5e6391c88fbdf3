package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.kubernetes.ClusterCall;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.ClusterPort;
import io.jenkins.plugins.taskhub.kubernetes.Images.Running;
import io.jenkins.plugins.taskhub.kubernetes.JobHandle;
import io.jenkins.plugins.taskhub.kubernetes.JobRequest;
import io.jenkins.plugins.taskhub.kubernetes.Release;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus;
import io.jenkins.plugins.taskhub.kubernetes.RolloutHandle;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.RolloutRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A cluster that holds one release, in memory. */
final class FakeCluster implements ClusterPort {
    final List<ReleaseEntry> entries = new ArrayList<>();
    final Map<Integer, Release> payloads = new LinkedHashMap<>();
    final List<Running> running = new ArrayList<>();
    final Map<String, String> annotations = new LinkedHashMap<>();
    final List<RolloutRequest> watched = new ArrayList<>();
    /** Superseded revisions that failed. */
    final Set<Integer> failed = new HashSet<>();
    boolean namespace = true;
    RolloutOutcome outcome;
    /** Why the rollout cannot be watched, if so. */
    ClusterException unwatchable;

    /** Adds a revision. */
    FakeCluster revision(int revision, ReleaseStatus status, String tag) {
        entries.add(new ReleaseEntry("dev", "app", revision, status, Instant.parse("2026-11-20T10:00:00Z"), Map.of()));
        payloads.put(revision, release(json(revision, tag)));
        return this;
    }

    /** A release as helm prints it, with the tag, and a digest behind it, in its values and in its Deployment. */
    static String json(int revision, String tag) {
        String manifest = """
                ---
                # Source: app/templates/deployment.yaml
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: app
                spec:
                  template:
                    spec:
                      containers:
                        - name: app
                          image: "registry.example.com/team/app:%s"
                """.formatted(tag);
        String values = "\"tag\":\"" + tag.replace("@", "\",\"digest\":\"") + "\"";
        return """
                {"name":"app","namespace":"dev","version":%d,"info":{"status":"deployed","description":"x"},
                 "chart":{"metadata":{"name":"app","version":"1.0.0","appVersion":"1"},
                          "values":{"image":{"repository":"registry.example.com/team/app","tag":""}}},
                 "config":{"image":{%s}},"manifest":"%s","hooks":[]}
                """.formatted(revision, values, manifest.replace("\"", "\\\"").replace("\n", "\\n"));
    }

    static Release release(String json) {
        try {
            return Release.fromJson(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R extends Serializable> R call(ClusterCall<R> call, Consumer<String> log) {
        Serializable answer;
        if (call instanceof ReleaseCalls.ReadState) {
            answer = state();
        } else if (call instanceof ReleaseCalls.ReadRevision read) {
            answer = payloads.get(read.revision());
        } else if (call instanceof ReleaseCalls.ReadImages) {
            answer = new ArrayList<>(running);
        } else if (call instanceof ReleaseCalls.HasNamespace) {
            answer = namespace;
        } else if (call instanceof ReleaseCalls.ReadGenerations read) {
            var generations = new LinkedHashMap<Serializable, Long>();
            read.workloads().forEach(workload -> generations.put(workload, 3L));
            answer = generations;
        } else if (call instanceof ReleaseCalls.Annotate annotate) {
            annotations.putAll(annotate.annotations());
            answer = entries.get(entries.size() - 1);
        } else {
            throw new IllegalArgumentException("not played: " + call);
        }
        return (R) answer;
    }

    private ReleaseState state() {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).status() == ReleaseStatus.DEPLOYED) {
                return new ReleaseState(entries, payloads.get(entries.get(i).revision()), Set.of());
            }
        }
        return new ReleaseState(entries, null, failed);
    }

    @Override
    public RolloutHandle watch(RolloutRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        watched.add(request);
        var end = new CompletableFuture<RolloutOutcome>();
        if (unwatchable != null) {
            end.completeExceptionally(unwatchable);
        } else if (outcome != null) {
            end.complete(outcome);
        }
        return new RolloutHandle() {
            @Override
            public CompletableFuture<RolloutOutcome> outcome() {
                return end;
            }

            @Override
            public void stop() {
                end.complete(new RolloutOutcome(RolloutOutcome.Verdict.STOPPED, List.of(), List.of(), 0));
            }
        };
    }

    @Override
    public JobHandle follow(JobRequest request, UnaryOperator<String> masker, Consumer<String> log) {
        throw new IllegalArgumentException("not played: " + request);
    }

    @Override
    public void close() {}
}
