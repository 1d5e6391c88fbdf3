package io.jenkins.plugins.taskhub.sandbox.demo;

import java.util.Comparator;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.taskhub.registry.ImageReference;

/**
 * What runs in an environment, as the cluster tells it.
 *
 * @param environment the namespace
 * @param tag of the Deployment's image; empty when there is none
 * @param digest by which the Deployment names that image; empty when it names none
 * @param revision newest deployed revision of the release; 0 when there is none
 * @param ready pods that are ready
 * @param replicas pods that there should be
 * @param nodePort of the Service; 0 when there is none
 */
record Deployed(String environment, String tag, String digest, int revision, int ready, int replicas, int nodePort) {
    static final String RELEASE = "task-service";

    static Deployed read(KubernetesClient client, String environment) {
        var deployment = client.apps().deployments().inNamespace(environment).withName(RELEASE).get();
        if (deployment == null) {
            return new Deployed(environment, "", "", 0, 0, 0, 0);
        }
        var image = ImageReference.parse(
                deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getImage());
        var ready = deployment.getStatus().getReadyReplicas();
        return new Deployed(environment, image.tag().orElse(""), image.digest().orElse(""),
                revision(client, environment), ready == null ? 0 : ready, deployment.getSpec().getReplicas(), nodePort(client, environment));
    }

    @Override
    public String toString() {
        return tag.isEmpty() ? "empty" : tag + " (" + digest + ", revision " + revision + ", " + ready + "/" + replicas
                + " ready, NodePort " + nodePort + ")";
    }

    private static int revision(KubernetesClient client, String environment) {
        return client.secrets().inNamespace(environment)
                .withLabel("owner", "helm").withLabel("name", RELEASE).withLabel("status", "deployed").list().getItems()
                .stream().map(Deployed::version).max(Comparator.naturalOrder()).orElse(0);
    }

    private static int version(Secret release) {
        return Integer.parseInt(release.getMetadata().getLabels().get("version"));
    }

    private static int nodePort(KubernetesClient client, String environment) {
        var service = client.services().inNamespace(environment).withName(RELEASE).get();
        var port = service == null ? null : service.getSpec().getPorts().get(0).getNodePort();
        return port == null ? 0 : port;
    }
}
