package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Takes Deployments and StatefulSets down to no pods, and up to what they had. How many that were also stands in an
 * annotation on the workload while it is down, so that it is known where nobody remembers.
 */
public final class Scaling {
    /** Holds the number of replicas that a workload had before it was taken down. */
    public static final String BEFORE = "taskhub.io/replicas-before";

    private Scaling() {
    }

    /**
     * How many replicas workloads are meant to have; for one that was taken down and not up again, what it had before.
     * The answer is by workload, in their order; those that are not there are left out.
     */
    public record Read(List<Workload> workloads) implements ClusterCall<LinkedHashMap<Workload, Integer>> {
        /** Copies the list. */
        public Read {
            workloads = List.copyOf(workloads);
        }

        @Override
        public LinkedHashMap<Workload, Integer> on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            var replicas = new LinkedHashMap<Workload, Integer>();
            for (var workload : workloads) {
                var found = find(cluster, workload);
                if (found != null) {
                    replicas.put(workload, wanted(found));
                }
            }
            return replicas;
        }
    }

    /** Takes a workload to no pods, and notes what it had. */
    public record Down(Workload workload, int before) implements ClusterCall<Boolean> {
        @Override
        public Boolean on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return set(cluster, workload, 0, String.valueOf(before));
        }
    }

    /** Takes a workload to a number of pods, and removes the note. */
    public record Up(Workload workload, int replicas) implements ClusterCall<Boolean> {
        @Override
        public Boolean on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return set(cluster, workload, replicas, null);
        }
    }

    private static HasMetadata find(Cluster cluster, Workload workload) throws InterruptedException {
        var namespace = workload.namespace();
        var name = workload.name();
        return cluster.ask("read " + workload + " in " + namespace, c -> switch (workload.kind()) {
            case DEPLOYMENT -> c.apps().deployments().inNamespace(namespace).withName(name).get();
            case STATEFUL_SET -> c.apps().statefulSets().inNamespace(namespace).withName(name).get();
            default -> throw new IllegalArgumentException(workload + " cannot be scaled");
        });
    }

    private static int wanted(HasMetadata object) {
        Integer now = object instanceof Deployment d ? d.getSpec().getReplicas()
                : ((StatefulSet) object).getSpec().getReplicas();
        var before = object.getMetadata().getAnnotations() == null ? null
                : object.getMetadata().getAnnotations().get(BEFORE);
        return Objects.equals(now, 0) && before != null && before.matches("\\d{1,6}") ? Integer.parseInt(before)
                : now == null ? 1 : now;
    }

    private static boolean set(Cluster cluster, Workload workload, int replicas, String note)
            throws InterruptedException {
        var namespace = workload.namespace();
        var name = workload.name();
        cluster.ask("scale " + workload + " in " + namespace, c -> switch (workload.kind()) {
            case DEPLOYMENT -> c.apps().deployments().inNamespace(namespace).withName(name).edit(d -> {
                noted(d, note);
                d.getSpec().setReplicas(replicas);
                return d;
            });
            case STATEFUL_SET -> c.apps().statefulSets().inNamespace(namespace).withName(name).edit(s -> {
                noted(s, note);
                s.getSpec().setReplicas(replicas);
                return s;
            });
            default -> throw new IllegalArgumentException(workload + " cannot be scaled");
        });
        return true;
    }

    private static void noted(HasMetadata object, String note) {
        Map<String, String> annotations = object.getMetadata().getAnnotations() == null ? new HashMap<>()
                : new HashMap<>(object.getMetadata().getAnnotations());
        if (note == null) {
            annotations.remove(BEFORE);
        } else {
            annotations.put(BEFORE, note);
        }
        object.getMetadata().setAnnotations(annotations);
    }
}
