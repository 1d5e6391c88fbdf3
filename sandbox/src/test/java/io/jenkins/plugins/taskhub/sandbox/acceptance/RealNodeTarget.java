package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import io.jenkins.plugins.taskhub.sandbox.ShutdownHooks;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.cluster.DebianImage;
import io.jenkins.plugins.taskhub.sandbox.cluster.LocalWorld;
import io.jenkins.plugins.taskhub.sandbox.cluster.WorldState;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;

/** One real node for all tests of this JVM that need containers: started with the first, stopped when the JVM ends. */
final class RealNodeTarget {
    private static RealNodeTarget instance;

    private final Tools tools;
    private final WorldState state;
    private final KubernetesClient client;
    private final String postgres;

    private RealNodeTarget() throws IOException, InterruptedException {
        var dir = Files.createTempDirectory("taskhub-real-node");
        var world = new LocalWorld(dir.resolve("cluster"));
        ShutdownHooks.add("stop-real-node", () -> stop(world, dir));
        try (var progress = Progress.onScreen(System.out)) {
            tools = Tools.ofCheckout();
            state = world.startReal(tools, progress);
            postgres = DebianImage.POSTGRES.push(tools.cluster(), state.registry(), progress);
        }
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(state.kubeconfig()))).build();
    }

    static synchronized RealNodeTarget get() {
        if (instance == null) {
            try {
                instance = new RealNodeTarget();
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

    WorldState state() {
        return state;
    }

    Tools tools() {
        return tools;
    }

    /** Runs helm as somebody at a terminal would, and returns what it prints. */
    String helm(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tools.helm().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", state.kubeconfig().toString());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
        return said;
    }

    /** Reference of an image with PostgreSQL, used as docker.io/library/postgres is. */
    String postgres() {
        return postgres;
    }
}
