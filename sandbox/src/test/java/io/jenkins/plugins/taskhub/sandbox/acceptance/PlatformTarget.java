package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.cluster.LocalWorld;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.TerraformProviders;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;
import org.junit.rules.ExternalResource;

/**
 * An empty cluster with storage and the accounts of {@code infra/rbac}, and terraform with the providers that the platform
 * needs. Needs terraform on the PATH.
 */
final class PlatformTarget extends ExternalResource {
    private static final String CLASS = "standard";
    private static final int VOLUMES = 12;

    private Path dir;
    private LocalWorld world;
    private KubernetesClient client;
    private Path kubeconfig;
    private Path providers;
    private Tools tools;

    @Override
    protected void before() throws Throwable {
        TerraformRoot.requireTerraform();
        dir = Files.createTempDirectory("taskhub-platform");
        world = new LocalWorld(dir.resolve("cluster"));
        try (var progress = Progress.onScreen(System.out)) {
            tools = Tools.ofCheckout();
            tools.build(progress);
            providers = new TerraformProviders(dir.resolve("providers"))
                    .install(tools, progress, "kubernetes", "helm", "kubectl");
            kubeconfig = world.start(tools.cluster(), 2, progress).kubeconfig();
        }
        client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(Files.readString(kubeconfig))).build();
        makeStorage();
        Accounts.apply(client, Checkout.find().resolve("infra/rbac"));
    }

    @Override
    protected void after() {
        if (client != null) {
            client.close();
        }
        try {
            world.stop();
            Trees.delete(dir);
        } catch (IOException e) {
            System.err.println("left behind: " + dir + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    KubernetesClient client() {
        return client;
    }

    /** The file of the cluster's administrator. */
    Path kubeconfig() {
        return kubeconfig;
    }

    /** What the builds find in their environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", tools.home() + ":" + System.getenv("PATH"));
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put("TF_CLI_CONFIG_FILE", providers.toString());
        return environment;
    }

    /** Volumes that are there already, as where nothing makes them on demand. */
    private void makeStorage() {
        client.resource(new StorageClassBuilder().withNewMetadata().withName(CLASS)
                .addToAnnotations("storageclass.kubernetes.io/is-default-class", "true").endMetadata()
                .withProvisioner("kubernetes.io/no-provisioner").withVolumeBindingMode("WaitForFirstConsumer").build())
                .create();
        for (int i = 1; i <= VOLUMES; i++) {
            client.resource(new PersistentVolumeBuilder().withNewMetadata().withName("volume-" + i).endMetadata()
                    .withNewSpec().withCapacity(Map.of("storage", new Quantity("50Gi"))).withAccessModes("ReadWriteOnce")
                    .withStorageClassName(CLASS).withPersistentVolumeReclaimPolicy("Retain")
                    .withNewHostPath("/none", "").endSpec().build()).create();
        }
    }
}
