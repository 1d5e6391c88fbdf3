package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import io.jenkins.plugins.taskhub.sandbox.ShutdownHooks;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.cluster.LocalWorld;
import io.jenkins.plugins.taskhub.sandbox.cluster.WorldState;
import io.jenkins.plugins.taskhub.sandbox.demo.Namespaces;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;

/** The cluster and the registry of all acceptance tests: started with the first, stopped when the tests' JVM ends. */
final class LocalTarget {
    static final String RELEASE = "task-service";
    static final List<String> NAMESPACES = List.of("dev", "prod");

    private static final List<String> TAGS = List.of("0.1.0", "0.1.1", "0.1.2", "0.1.3-crashloop", "0.1.4-pullfail",
            "0.1.5-slow");
    private static LocalTarget instance;

    private final Tools tools;
    private final WorldState state;
    private final KubernetesClient client;
    private final String image;

    private LocalTarget() throws IOException, InterruptedException {
        var dir = Files.createTempDirectory("taskhub-acceptance");
        var world = new LocalWorld(dir.resolve("cluster"));
        try (var progress = Progress.onScreen(System.out)) {
            tools = Tools.ofCheckout();
            tools.build(progress);
            ShutdownHooks.add("stop-acceptance-cluster", () -> stop(world, dir));
            state = world.start(tools.cluster(), 3, progress);
        }
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(state.kubeconfig()))).build();
        Namespaces.prepare(client, NAMESPACES, System.out);
        image = push(state.registry(), TAGS);
    }

    static synchronized LocalTarget get() {
        if (instance == null) {
            try {
                instance = new LocalTarget();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return instance;
    }

    private static void stop(LocalWorld world, Path dir) {
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

    Path kubeconfig() {
        return state.kubeconfig();
    }

    String server() {
        return state.server();
    }

    /** Host and port of the registry. */
    String registry() {
        return state.registry();
    }

    Tools tools() {
        return tools;
    }

    /** What the builds find in their environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", tools.home() + ":" + System.getenv("PATH"));
        environment.put("KUBECONFIG", state.kubeconfig().toString());
        environment.put("TASKHUB_IMAGE", image);
        return environment;
    }

    /** Pushes small images and returns their repository. */
    String push(String registry, List<String> tags, String... options) throws IOException, InterruptedException {
        var repository = registry + "/taskhub/task-service";
        List<String> command = new ArrayList<>(List.of(tools.cluster().toString(), "image", "push"));
        command.addAll(List.of(options));
        tags.forEach(tag -> command.add(repository + ":" + tag));
        run(command.toArray(String[]::new));
        return repository;
    }

    /** Runs helm as somebody at a terminal would, and returns what it prints. */
    String helm(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tools.helm().toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Starts helm in the same way and leaves it to itself. */
    Process startHelm(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(tools.helm().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("KUBECONFIG", state.kubeconfig().toString());
        return builder.start();
    }

    private String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (state != null) {
            builder.environment().put("KUBECONFIG", state.kubeconfig().toString());
        }
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
        return said;
    }

    /** Leaves the namespaces as if nothing had ever been deployed there. */
    void reset() throws IOException, InterruptedException {
        for (var namespace : NAMESPACES) {
            for (var release : helm("list", "--all", "--short", "-n", namespace).lines().toList()) {
                helm("uninstall", release, "-n", namespace, "--no-hooks");
            }
            client.secrets().inNamespace(namespace).withLabel("owner", "helm").delete();
            client.pods().inNamespace(namespace).informOnCondition(List::isEmpty)
                    .orTimeout(90, TimeUnit.SECONDS).join();
        }
    }

    /** The versions of all that a deployment may touch, by kind, namespace and name. */
    Map<String, String> snapshot() {
        Map<String, String> versions = new TreeMap<>();
        for (var namespace : NAMESPACES) {
            Stream.of(client.secrets(), client.configMaps(), client.services(), client.serviceAccounts(),
                            client.apps().deployments(), client.apps().replicaSets(), client.pods(),
                            client.network().v1().networkPolicies(), client.policy().v1().podDisruptionBudget(),
                            client.autoscaling().v2().horizontalPodAutoscalers())
                    .flatMap(kind -> kind.inNamespace(namespace).list().getItems().stream())
                    .forEach(object -> versions.put(name(object), object.getMetadata().getResourceVersion()));
        }
        return versions;
    }

    /** Waits until every Deployment is as its spec says, so that nothing moves by itself any more. */
    void settle() {
        for (var namespace : NAMESPACES) {
            client.apps().deployments().inNamespace(namespace).informOnCondition(all -> all.stream().allMatch(d ->
                    d.getStatus() != null && d.getMetadata().getGeneration().equals(d.getStatus().getObservedGeneration())
                            && d.getSpec().getReplicas().equals(d.getStatus().getReadyReplicas())
                            && d.getSpec().getReplicas().equals(d.getStatus().getReplicas())))
                    .orTimeout(90, TimeUnit.SECONDS).join();
            client.pods().inNamespace(namespace).informOnCondition(all -> all.stream()
                    .noneMatch(p -> p.getMetadata().getDeletionTimestamp() != null)).orTimeout(90, TimeUnit.SECONDS).join();
        }
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }
}
