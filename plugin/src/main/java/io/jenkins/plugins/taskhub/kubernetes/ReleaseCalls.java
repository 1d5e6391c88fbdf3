package io.jenkins.plugins.taskhub.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The questions about releases that cross to an agent. */
public final class ReleaseCalls {
    private ReleaseCalls() {
    }

    /**
     * All revisions of a release by their labels, and the payload of the newest deployed one: two requests, one where
     * nothing is deployed. A namespace that does not exist has no releases.
     */
    public record ReadState(String namespace, String release) implements ClusterCall<ReleaseState> {
        @Override
        public ReleaseState on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return cluster.releases(namespace).state(release);
        }
    }

    /** One revision with its payload. */
    public record ReadRevision(String namespace, String release, int revision) implements ClusterCall<Release> {
        @Override
        public Release on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return cluster.releases(namespace).read(release, revision);
        }
    }

    /** The newest revisions with their payloads, the newest first, {@code max} at most. */
    public record ReadHistory(String namespace, String release, int max) implements ClusterCall<ArrayList<Release>> {
        @Override
        public ArrayList<Release> on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return new ArrayList<>(cluster.releases(namespace).history(release, max));
        }
    }

    /** Notes annotations on the Secret of a revision; the answer is the revision's entry afterwards. */
    public record Annotate(String namespace, String release, int revision, LinkedHashMap<String, String> annotations)
            implements ClusterCall<ReleaseEntry> {
        @Override
        public ReleaseEntry on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return cluster.releases(namespace).annotate(release, revision, annotations);
        }
    }

    /** The images that a release's workloads run, by workload and container; see {@link Images#running}. */
    public record ReadImages(String namespace, String release) implements ClusterCall<ArrayList<Images.Running>> {
        @Override
        public ArrayList<Images.Running> on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return new ArrayList<>(Images.running(cluster, namespace, release));
        }
    }

    /** The generations that workloads have now; see {@link RolloutWatch#generations}. */
    public record ReadGenerations(List<Workload> workloads) implements ClusterCall<LinkedHashMap<Workload, Long>> {
        /** Copies the list. */
        public ReadGenerations {
            workloads = List.copyOf(workloads);
        }

        @Override
        public LinkedHashMap<Workload, Long> on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            Map<Workload, Long> generations = RolloutWatch.generations(cluster, workloads);
            return new LinkedHashMap<>(generations);
        }
    }

    /** Whether a namespace is there. */
    public record HasNamespace(String namespace) implements ClusterCall<Boolean> {
        @Override
        public Boolean on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return cluster.hasNamespace(namespace);
        }
    }
}
