package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.ShutdownHooks;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.cluster.LocalWorld;
import io.jenkins.plugins.taskhub.sandbox.cluster.RealNode;
import io.jenkins.plugins.taskhub.sandbox.cluster.UserCluster;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code taskhub demo}: the delivery jobs, for real, on a cluster that is made for it. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Brings a local cluster up; builds, scans and deploys the sample application with the project's"
                + " own jobs, from the source to dev and prod; lets a bad image fail, rolls back, and shows what is"
                + " where. Removes all of it at the end.")
public final class DemoCommand implements Callable<Integer> {
    private static final String IMAGE = "TASKHUB_IMAGE";
    private static final String TRIVY = "trivy";

    @Option(names = "--keep", description = "Leave the cluster running; 'taskhub cluster down' stops it.")
    private boolean keep;

    @Option(names = "--full", description = "Also build Trivy and scan with it; then make the platform by Terraform on a"
            + " real node (root on Linux), lose a database and bring it back. Builds for some minutes once.")
    private boolean full;

    @Option(names = "--context", paramLabel = "NAME", description = "Use this cluster of yours. Needs " + IMAGE
            + " in the environment: a repository that you may push to and the cluster pulls from, with the tag "
            + DemoImages.BAD + ", an image that crashes.")
    private String context;

    private volatile Demo demo;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var begin = Instant.now();
        var users = UserCluster.given(System.getenv(), context);
        try (var progress = Progress.onScreen(System.out)) {
            var tools = Tools.ofCheckout();
            tools.build(progress);
            if (full) {
                tools.build(progress, TRIVY);
            }
            var work = Files.createTempDirectory("taskhub-demo");
            var code = users.isPresent() ? onUsers(users.get(), tools, work, progress) : onLocal(tools, work, progress);
            if (full && code == 0) {
                platform(tools, progress, users.isPresent());
            }
            System.out.println((code == 0 ? "All as it should be, after " : "Not as it should be, after ")
                    + Progress.spoken(Duration.between(begin, Instant.now())) + ".");
            return code;
        }
    }

    private static void platform(Tools tools, Progress progress, boolean users)
            throws IOException, InterruptedException {
        var missing = users ? Optional.of("it needs a node of its own, and a cluster of yours is used.")
                : RealNode.missing();
        if (missing.isPresent()) {
            System.out.println("[demo] Without the platform and the lost database: " + missing.get());
        } else {
            new PlatformDemo(tools, System.out).run(progress);
        }
    }

    private int onUsers(UserCluster cluster, Tools tools, Path work, Progress progress)
            throws IOException, InterruptedException {
        Optional.ofNullable(System.getenv(IMAGE)).orElseThrow(() -> CommandFailure.failed("A cluster of"
                + " yours needs images that it can pull: set " + IMAGE + " to a repository that you may push to,"
                + " with the tag " + DemoImages.BAD + ", an image that crashes; or leave KUBECONFIG and --context away."));
        System.out.println("[demo] Using your cluster: " + cluster.describe() + ". It is not removed afterwards.");
        var onExit = ShutdownHooks.add("end-demo", this::abort);
        try {
            return run(cluster.kubeconfig(), cluster.context(), usersEnvironment(), tools, work, progress);
        } finally {
            ShutdownHooks.remove(onExit);
            Trees.delete(work);
        }
    }

    private int onLocal(Tools tools, Path work, Progress progress) throws IOException, InterruptedException {
        var world = LocalWorld.ofUser();
        var ran = world.state().isPresent();
        if (!ran && !keep) {
            world = new LocalWorld(work.resolve("cluster"));
        }
        var started = world;
        Runnable cleanUp = () -> cleanUp(started, !ran && !keep, work);
        var onExit = ShutdownHooks.add("end-demo", () -> {
            try {
                abort();
            } finally {
                cleanUp.run();
            }
        });
        try {
            var begin = Instant.now();
            var state = world.start(tools.cluster(), 3, progress);
            progress.line(ran ? "[demo] Using the local cluster that runs since " + state.started()
                    : "[demo] Kubernetes " + tools.kubernetesVersion() + " with " + state.nodes()
                            + " nodes and a registry, ready in "
                            + Progress.spoken(Duration.between(begin, Instant.now())));
            var code = run(state.kubeconfig(), null, localEnvironment(tools, state.registry()), tools, work, progress);
            if (keep) {
                System.out.println("The cluster goes on: export KUBECONFIG=" + state.kubeconfig()
                        + "   Stop it: taskhub cluster down");
            }
            return code;
        } finally {
            if (ShutdownHooks.remove(onExit)) {
                cleanUp.run();
            }
        }
    }

    /** What the jobs are told of the local registry: it is empty, and there is no way to another. */
    private static Map<String, String> localEnvironment(Tools tools, String registry)
            throws IOException, InterruptedException {
        var image = DemoImages.pushBad(tools.cluster(), registry);
        var base = DemoImages.pushBase(tools.cluster(), registry);
        System.out.println("[demo] Pushed " + image + ":" + DemoImages.BAD + ", an image that crashes");
        System.out.println("[demo] Images are built by jib on " + base + ", a stand-in for a Java base image: it is tiny"
                + " and has no Java, which is no matter on fake nodes");
        return Map.of(IMAGE, image, "TASKHUB_BUILDER", "jib", "TASKHUB_BASE_IMAGE", base);
    }

    private static Map<String, String> usersEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("TASKHUB_")) {
                environment.put(name, value);
            }
        });
        return environment;
    }

    private int run(Path kubeconfig, String contextName, Map<String, String> given, Tools tools, Path work,
            Progress progress) throws IOException, InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>(given);
        var path = tools.home() + (full ? File.pathSeparator + tools.program(TRIVY).getParent() : "");
        environment.put("PATH", path + File.pathSeparator + System.getenv("PATH"));
        environment.put("KUBECONFIG", kubeconfig.toString());
        var config = Config.fromKubeconfig(contextName, Files.readString(kubeconfig), kubeconfig.toString());
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            Namespaces.prepare(client, Namespaces.ALL, System.out);
            var sources = SourcesCopy.copy(Checkout.find(), work.resolve("sources"));
            environment.putAll(scanning(sources, tools, work, progress));
            demo = new Demo(sources, client, environment, System.out);
            var summary = demo.run(work.resolve("jenkins"));
            System.out.println();
            System.out.println(summary.render());
            summary.problems().forEach(problem -> System.out.println("[demo] " + problem));
            return summary.problems().isEmpty() ? 0 : 1;
        }
    }

    /** What the gate is told: whether it scans, and with which database. */
    private Map<String, String> scanning(SourcesCopy sources, Tools tools, Path work, Progress progress)
            throws IOException, InterruptedException {
        if (full) {
            System.out.println("[demo] The gate scans with Trivy " + tools.version(TRIVY)
                    + " and a database of a few advisories that are made up, without a network");
            return DemoTrivy.prepare(tools, work.resolve("trivy"), progress);
        }
        if (onPath(TRIVY)) {
            return Map.of();
        }
        System.out.println("[demo] There is no Trivy on the PATH: the gate judges a stored report of task-service,"
                + " whose findings are made up. 'taskhub demo --full' scans");
        return StoredReport.into(sources);
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).filter(dir -> !dir.isEmpty())
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }

    private void abort() {
        var started = demo;
        if (started != null) {
            started.abort();
        }
    }

    private static void cleanUp(LocalWorld world, boolean stop, Path work) {
        try {
            if (stop) {
                world.stop();
            }
            Trees.delete(work);
        } catch (IOException e) {
            System.err.println("taskhub: left behind: " + work + " (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
