package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The images that a release's workloads run. */
public final class Images {
    private static final String INSTANCE = "app.kubernetes.io/instance";

    private Images() {
    }

    /**
     * A container of a workload and its image, as the workload's pod template names it.
     *
     * @param workload  which
     * @param component the label app.kubernetes.io/component, else the workload's name
     * @param container its name
     * @param image     the whole reference
     */
    public record Running(Workload workload, String component, String container, String image)
            implements Serializable {
        /** The image taken apart, or null where it is no reference. */
        public ImageReference reference() {
            return ImageReference.read(image).orElse(null);
        }
    }

    /**
     * The containers of the Deployments and StatefulSets that carry the release's label
     * {@code app.kubernetes.io/instance}; where none does, of the Deployment or StatefulSet that has the release's
     * name. Init containers are left out.
     *
     * @throws ClusterException     when the cluster cannot be asked
     * @throws InterruptedException when the thread was interrupted while it waited
     */
    public static List<Running> running(Cluster cluster, String namespace, String release) throws InterruptedException {
        var running = new ArrayList<Running>();
        var doing = "read the workloads of release " + release + " in " + namespace;
        cluster.ask(doing, c -> {
            var deployments = c.apps().deployments().inNamespace(namespace);
            var statefulSets = c.apps().statefulSets().inNamespace(namespace);
            deployments.withLabel(INSTANCE, release).list().getItems().forEach(d -> add(running, d));
            statefulSets.withLabel(INSTANCE, release).list().getItems().forEach(s -> add(running, s));
            if (running.isEmpty()) {
                add(running, deployments.withName(release).get());
                add(running, statefulSets.withName(release).get());
            }
            return running;
        });
        return running;
    }

    private static void add(List<Running> running, Deployment deployment) {
        if (deployment != null) {
            add(running, Workload.Kind.DEPLOYMENT, deployment, deployment.getSpec().getTemplate());
        }
    }

    private static void add(List<Running> running, StatefulSet set) {
        if (set != null) {
            add(running, Workload.Kind.STATEFUL_SET, set, set.getSpec().getTemplate());
        }
    }

    private static void add(List<Running> running, Workload.Kind kind, HasMetadata object, PodTemplateSpec template) {
        var metadata = object.getMetadata();
        var workload = new Workload(kind, metadata.getNamespace(), metadata.getName());
        var component = metadata.getLabels() == null ? null : metadata.getLabels().get("app.kubernetes.io/component");
        template.getSpec().getContainers().forEach(c -> running.add(new Running(workload,
                Objects.requireNonNullElse(component, workload.name()), c.getName(), Objects.toString(c.getImage(),
                ""))));
    }
}
