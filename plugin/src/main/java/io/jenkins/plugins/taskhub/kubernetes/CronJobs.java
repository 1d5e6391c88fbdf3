package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException.Kind;
import io.jenkins.plugins.taskhub.kubernetes.CronJobState.RunningJob;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** CronJobs, and the Jobs that are made from them. */
final class CronJobs {
    static final String INSTANTIATE = "cronjob.kubernetes.io/instantiate";
    static final String PURPOSE = "taskhub.io/purpose";
    static final String CRON_JOB = "taskhub.io/cronjob";
    private static final int KEPT_SECONDS = 3_600;

    private CronJobs() {
    }

    static CronJob require(Cluster cluster, String namespace, String name) throws InterruptedException {
        var found = cluster.ask("read the CronJob " + name + " in " + namespace,
                c -> c.batch().v1().cronjobs().inNamespace(namespace).withName(name).get());
        if (found == null) {
            var names = cluster.ask("list the CronJobs in " + namespace, c -> c.batch().v1().cronjobs()
                    .inNamespace(namespace).list().getItems()).stream().map(c -> c.getMetadata().getName()).toList();
            throw new ClusterException(Kind.NOT_FOUND, "There is no CronJob \"" + name + "\" in " + namespace
                    + (names.isEmpty() ? ", nor any other: install the chart postgres-backup there first."
                    : ". There are: " + String.join(", ", names) + ". Correct the name."));
        }
        return found;
    }

    static CronJobState read(Cluster cluster, String namespace, String name) throws InterruptedException {
        var cronJob = require(cluster, namespace, name);
        var jobs = cluster.ask("list the Jobs in " + namespace,
                c -> c.batch().v1().jobs().inNamespace(namespace).list().getItems());
        var running = jobs.stream().filter(job -> isOf(job, cronJob) && !hasEnded(job)).map(CronJobs::running)
                .sorted(Comparator.comparing(RunningJob::started)).toList();
        var pod = cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
        var container = pod.getContainers().get(0);
        return new CronJobState(name, container.getImage(), env(container), mounts(pod, container),
                Boolean.TRUE.equals(cronJob.getSpec().getSuspend()), new ArrayList<>(running));
    }

    private static boolean isOf(Job job, CronJob cronJob) {
        var metadata = job.getMetadata();
        return metadata.getOwnerReferences() != null && metadata.getOwnerReferences().stream()
                .anyMatch(o -> Objects.equals(o.getUid(), cronJob.getMetadata().getUid()))
                || metadata.getLabels() != null
                && cronJob.getMetadata().getName().equals(metadata.getLabels().get(CRON_JOB));
    }

    private static boolean hasEnded(Job job) {
        return RolloutRules.condition(job, "Complete").isPresent() || RolloutRules.condition(job, "Failed").isPresent();
    }

    private static RunningJob running(Job job) {
        var metadata = job.getMetadata();
        var purpose = metadata.getLabels() == null ? null : metadata.getLabels().get(PURPOSE);
        boolean manual = metadata.getAnnotations() != null
                && "manual".equals(metadata.getAnnotations().get(INSTANTIATE));
        return new RunningJob(metadata.getName(), purpose != null ? purpose : manual ? "manual" : "scheduled",
                seconds(metadata.getCreationTimestamp()));
    }

    private static long seconds(String time) {
        try {
            return time == null ? 0 : OffsetDateTime.parse(time).toEpochSecond();
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static LinkedHashMap<String, String> env(Container container) {
        var env = new LinkedHashMap<String, String>();
        container.getEnv().stream().filter(e -> e.getValue() != null).forEach(e -> env.put(e.getName(), e.getValue()));
        return env;
    }

    private static LinkedHashMap<String, String> mounts(PodSpec pod, Container container) {
        var mounts = new LinkedHashMap<String, String>();
        for (var mount : container.getVolumeMounts()) {
            pod.getVolumes().stream().filter(v -> v.getName().equals(mount.getName())).findFirst()
                    .ifPresent(v -> mounts.put(mount.getMountPath(), source(v)));
        }
        return mounts;
    }

    private static String source(Volume volume) {
        return volume.getPersistentVolumeClaim() != null ? volume.getPersistentVolumeClaim().getClaimName()
                : volume.getConfigMap() != null ? volume.getConfigMap().getName() : "";
    }

    /** The Job that {@code kubectl create job --from} makes: labels, annotations and spec of the template. */
    static Job manual(CronJob from, String name, Map<String, String> further) {
        var template = from.getSpec().getJobTemplate();
        var metadata = template.getMetadata();
        var annotations = new LinkedHashMap<String, String>();
        annotations.put(INSTANTIATE, "manual");
        if (metadata != null && metadata.getAnnotations() != null) {
            annotations.putAll(metadata.getAnnotations());
        }
        annotations.putAll(further);
        var owner = new OwnerReferenceBuilder().withApiVersion("batch/v1").withKind("CronJob")
                .withName(from.getMetadata().getName()).withUid(from.getMetadata().getUid()).withController(true)
                .build();
        return new JobBuilder().withNewMetadata().withName(name).withNamespace(from.getMetadata().getNamespace())
                .withLabels(metadata == null ? null : metadata.getLabels()).withAnnotations(annotations)
                .withOwnerReferences(owner).endMetadata().withSpec(template.getSpec()).build();
    }

    /** See {@link JobCalls.StartOneOff}. */
    static Job oneOff(CronJob from, String name, String purpose, List<String> command, Map<String, String> environment,
                      long seconds) {
        var template = from.getSpec().getJobTemplate();
        var labels = new LinkedHashMap<String, String>();
        if (template.getMetadata() != null && template.getMetadata().getLabels() != null) {
            labels.putAll(template.getMetadata().getLabels());
        }
        labels.put(PURPOSE, purpose);
        labels.put(CRON_JOB, from.getMetadata().getName());
        var job = new JobBuilder().withNewMetadata().withName(name).withNamespace(from.getMetadata().getNamespace())
                .withLabels(labels).endMetadata().withSpec(template.getSpec()).build();
        // A copy: the builder shares what it was given.
        job = Serialization.clone(job);
        var spec = job.getSpec();
        spec.setBackoffLimit(0);
        spec.setActiveDeadlineSeconds(seconds);
        spec.setTtlSecondsAfterFinished(KEPT_SECONDS);
        var container = spec.getTemplate().getSpec().getContainers().get(0);
        container.setCommand(new ArrayList<>(command));
        container.setArgs(new ArrayList<>());
        var env = new ArrayList<EnvVar>(container.getEnv());
        env.removeIf(e -> environment.containsKey(e.getName()));
        environment.forEach((key, value) -> env.add(new EnvVarBuilder().withName(key).withValue(dollars(value))
                .build()));
        container.setEnv(env);
        return job;
    }

    /** Kubernetes replaces {@code $(NAME)} in values of variables; two dollars stand for one. */
    private static String dollars(String value) {
        return value.replace("$(", "$$(");
    }
}
