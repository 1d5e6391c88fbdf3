package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is asked and done with Jobs and CronJobs; each may be called again with the same values. */
public final class JobCalls {
    private JobCalls() {
    }

    /** Reads a CronJob and what runs of it: two requests. */
    public record ReadCronJob(String namespace, String name) implements ClusterCall<CronJobState> {
        @Override
        public CronJobState on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            cluster.requireNamespace(namespace);
            return CronJobs.read(cluster, namespace, name);
        }
    }

    /**
     * Makes a Job from a CronJob, as {@code kubectl create job --from} does. One of the same name that was made so
     * before is left as it is.
     *
     * @param annotations further ones, such as the build's address
     */
    public record StartFromCronJob(String namespace, String cronJob, String job,
                                   LinkedHashMap<String, String> annotations)
            implements ClusterCall<String> {
        @Override
        public String on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            var from = CronJobs.require(cluster, namespace, cronJob);
            create(cluster, CronJobs.manual(from, job, annotations));
            return job;
        }
    }

    /**
     * Makes a Job of one pod that is like the pods of a CronJob, with the same image, volumes and secrets, but runs
     * another command. It belongs to nobody, and Kubernetes deletes it an hour after its end. One of the same name that
     * was made so before is left as it is.
     *
     * @param purpose     in one word, for the label {@value CronJobs#PURPOSE}
     * @param command     the program and its arguments; nothing secret
     * @param environment further variables, which win over those of the CronJob
     * @param seconds     how long it may run
     */
    public record StartOneOff(String namespace, String cronJob, String job, String purpose, List<String> command,
                              LinkedHashMap<String, String> environment, long seconds) implements ClusterCall<String> {
        /** Copies the list. */
        public StartOneOff {
            command = List.copyOf(command);
        }

        @Override
        public String on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            var from = CronJobs.require(cluster, namespace, cronJob);
            create(cluster, CronJobs.oneOff(from, job, purpose, command, environment, seconds));
            return job;
        }
    }

    /** Deletes a Job with its pods, which are asked to stop. The answer is false where there was none. */
    public record Delete(String namespace, String job) implements ClusterCall<Boolean> {
        @Override
        public Boolean on(Cluster cluster, Consumer<String> log) throws InterruptedException {
            return cluster.ask("delete the Job " + job + " in " + namespace, c -> !c.batch().v1().jobs()
                    .inNamespace(namespace).withName(job).withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete().isEmpty());
        }
    }

    private static void create(Cluster cluster, Job job) throws InterruptedException {
        var namespace = job.getMetadata().getNamespace();
        var name = job.getMetadata().getName();
        cluster.ask("create the Job " + name + " in " + namespace, c -> {
            try {
                return c.batch().v1().jobs().inNamespace(namespace).resource(job).create();
            } catch (KubernetesClientException e) {
                var there = Failures.code(e) == 409
                        ? c.batch().v1().jobs().inNamespace(namespace).withName(name).get() : null;
                if (there == null || !madeAlike(there, job)) {
                    throw e;
                }
                return there;
            }
        });
    }

    /** The name holds a random part, so what has our marks under it is ours. */
    private static boolean madeAlike(Job there, Job wanted) {
        return marks(there).equals(marks(wanted));
    }

    private static Map<String, String> marks(Job job) {
        var marks = new LinkedHashMap<String, String>();
        var annotations = job.getMetadata().getAnnotations();
        var labels = job.getMetadata().getLabels();
        marks.put("manual", annotations == null ? null : annotations.get(CronJobs.INSTANTIATE));
        marks.put("purpose", labels == null ? null : labels.get(CronJobs.PURPOSE));
        return marks;
    }
}
