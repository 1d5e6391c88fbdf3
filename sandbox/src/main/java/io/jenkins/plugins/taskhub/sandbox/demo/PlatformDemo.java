package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

import io.jenkins.plugins.taskhub.sandbox.Checkout;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.ShutdownHooks;
import io.jenkins.plugins.taskhub.sandbox.Trees;
import io.jenkins.plugins.taskhub.sandbox.cluster.DebianImage;
import io.jenkins.plugins.taskhub.sandbox.cluster.LocalWorld;
import io.jenkins.plugins.taskhub.sandbox.cluster.WorldState;
import io.jenkins.plugins.taskhub.sandbox.run.Credential;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.run.RunningBuild;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.TerraformProviders;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;

/**
 * The platform on a real node: made by Terraform from nothing; task-service released and deployed to prod; then its
 * database is lost and brought back, with the seconds that each took.
 */
public final class PlatformDemo {
    private static final String ENVIRONMENT = "prod";
    private static final String USER = "taskhub";
    private static final int TASKS = 500;
    private static final int POD_PATIENCE_SECONDS = 120;
    private static final String LINE = "─".repeat(100);

    private final Tools tools;
    private final Path work;
    private final LocalWorld node;
    private final PrintStream out;
    private final Map<String, Duration> took = new LinkedHashMap<>();
    private WorldState world;
    private String postgres;
    private volatile RunningBuild running;

    /** @param out for the log and the result */
    public PlatformDemo(Tools tools, PrintStream out) throws IOException {
        this.tools = tools;
        this.work = Files.createTempDirectory("taskhub-platform");
        this.node = new LocalWorld(work.resolve("cluster"));
        this.out = out;
    }

    /**
     * Starts a node, runs all of it, prints the seconds, and removes the node.
     *
     * @throws CommandFailure when a build ends otherwise than it should, or when the rows are not the same afterwards
     */
    public void run(Progress progress) throws IOException, InterruptedException {
        var onExit = ShutdownHooks.add("end-platform-demo", () -> {
            try {
                abort();
            } finally {
                cleanUp();
            }
        });
        try {
            world = node.startReal(tools, progress);
            progress.line("[demo] A real node with containerd, ready in "
                    + Progress.spoken(Duration.between(world.started(), Instant.now())));
            postgres = DebianImage.POSTGRES.push(tools.cluster(), world.registry(), progress);
            var config = Config.fromKubeconfig(Files.readString(world.kubeconfig()));
            try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
                run(client, progress);
            }
        } finally {
            if (ShutdownHooks.remove(onExit)) {
                cleanUp();
            }
        }
    }

    private void run(KubernetesClient client, Progress progress) throws IOException, InterruptedException {
        command("kubectl", "apply", "--server-side", "-f", Checkout.find().resolve("infra/rbac").toString());
        try (var controller = controller(sources(), environment(progress))) {
            for (var target : List.of("monitoring", "dev", "prod")) {
                build(controller, "Terraform makes " + target, "platform-deploy",
                        Map.of("TARGET", target, "CONFIRM_APPLY", true));
            }
            build(controller, "Terraform has nothing to do in " + ENVIRONMENT, "platform-deploy",
                    Map.of("TARGET", ENVIRONMENT, "CONFIRM_APPLY", true));
            release(controller);
            loseAndBringBack(client, controller);
        }
        out.println();
        took.forEach((what, time) -> out.printf("  %-45s %4d s%n", what, Math.round(time.toMillis() / 1000.0)));
    }

    private void abort() {
        var build = running;
        if (build != null) {
            build.abort(Demo.DEVELOPER);
        }
    }

    private void cleanUp() {
        try {
            node.stop();
            Trees.delete(work);
        } catch (IOException e) {
            System.err.println("taskhub: left behind: " + work + " (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release(LocalController controller) throws IOException, InterruptedException {
        build(controller, "task-service is built, scanned and released", Act.RELEASE_BUILD,
                Map.of("RELEASE_TAG", Act.RELEASE));
        build(controller, "The release goes to " + ENVIRONMENT, "deploy-prod",
                Map.of("CONFIRM_PROD", true, "RELEASE_TAG", Act.RELEASE));
    }

    private void loseAndBringBack(KubernetesClient client, LocalController controller)
            throws IOException, InterruptedException {
        var api = new TaskApi(client, ENVIRONMENT);
        for (int number = 1; number <= TASKS; number++) {
            api.add("Task " + number);
        }
        var before = api.all();
        out.println("[demo] " + before.size() + " tasks were added and read through the REST API of task-service in "
                + ENVIRONMENT);
        build(controller, "A backup that was restored for a trial", "backup", Map.of("ENVIRONMENT", ENVIRONMENT));
        new Database(client, ENVIRONMENT, USER).sql("DROP TABLE tasks");
        out.println("[demo] Somebody dropped the table tasks in " + ENVIRONMENT + ": " + api.failure());
        var lost = Instant.now();
        build(controller, "The database comes back", "restore",
                Map.of("ENVIRONMENT", ENVIRONMENT, "DUMP", "latest", "CONFIRM_DATABASE", "taskdb"));
        client.apps().deployments().inNamespace(ENVIRONMENT).withName(Deployed.RELEASE)
                .waitUntilReady(POD_PATIENCE_SECONDS, TimeUnit.SECONDS);
        var after = api.all();
        took.put("From the lost table to the same tasks", Duration.between(lost, Instant.now()));
        if (!after.equals(before)) {
            throw CommandFailure.failed("After the restore the REST API gives " + after.size() + " tasks that are not the "
                    + before.size() + " of before");
        }
        out.println("[demo] The REST API gives the same " + after.size() + " tasks");
    }

    private void build(LocalController controller, String why, String job, Map<String, Object> parameters)
            throws IOException, InterruptedException {
        out.printf("%n%s%n%s: taskhub-%s %s%n%s%n", LINE, why, job, parameters, LINE);
        var request = controller.build("taskhub-" + job).user(Demo.DEVELOPER).console(out)
                .answers(Demo.releaseManager(out));
        parameters.forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                request.parameter(name, flag);
            } else {
                request.parameter(name, value.toString());
            }
        });
        running = request.start();
        var outcome = running.await();
        running = null;
        took.put(why, outcome.duration());
        if (!outcome.result().equals("SUCCESS")) {
            throw CommandFailure.failed("taskhub-" + job + " " + parameters + " ended with " + outcome.result()
                    + ", not SUCCESS");
        }
    }

    private LocalController controller(SourcesCopy sources, Map<String, String> environment) throws IOException {
        var builder = LocalController.over(work.resolve("jenkins")).source(sources.dir())
                .library("taskhub", sources.dir()).environment(environment)
                .group("release-managers", Demo.RELEASE_MANAGER)
                .credential(Credential.text("taskhub-slack-webhook", "https://hooks.example.com/demo"))
                .credential(Credential.text("taskhub-grafana-admin", Namespaces.password()));
        for (var name : Namespaces.ALL) {
            builder.credential(Credential.text("taskhub-db-password-" + name, Namespaces.password()));
        }
        for (var job : List.of("platform-deploy", Act.RELEASE_BUILD, "deploy-prod", "backup", "restore")) {
            builder.job("taskhub-" + job, sources.jenkinsfile(job));
        }
        return builder.start();
    }

    /** The sources, with the charts and images that are there without a network. */
    private SourcesCopy sources() throws IOException, InterruptedException {
        var checkout = Checkout.find();
        var sources = SourcesCopy.copy(checkout, work.resolve("sources"));
        var roots = sources.dir().resolve("infra/terraform");
        Files.writeString(roots.resolve("monitoring/terraform.tfvars"), "stack_chart = { chart = \""
                + checkout.resolve("sandbox/charts/kube-prometheus-stack") + "\" }\n");
        var colon = postgres.lastIndexOf(':');
        var image = "image: {repository: '" + postgres.substring(0, colon) + "', tag: '" + postgres.substring(colon + 1)
                + "'}";
        for (var name : Namespaces.ALL) {
            Files.writeString(roots.resolve(name).resolve("terraform.tfvars"), """
                    postgres_values = ["{%1$s, persistence: {size: 1Gi}}"]
                    backup_values   = ["{%1$s, persistence: {size: 1Gi}}"]
                    """.formatted(image));
        }
        sources.commit("Take charts from a folder, and images from the local registry");
        return sources;
    }

    private Map<String, String> environment(Progress progress) throws IOException, InterruptedException {
        List<String> path = new ArrayList<>(List.of(tools.home().toString()));
        if (!onPath("terraform") && !onPath("tofu")) {
            path.add(tools.built("tofu", progress).getParent().toString());
        }
        Map<String, String> environment = new LinkedHashMap<>(
                DemoTrivy.prepare(tools, work.resolve("trivy"), progress));
        path.add(tools.program("trivy").getParent().toString());
        path.add(System.getenv("PATH"));
        environment.put("PATH", String.join(File.pathSeparator, path));
        environment.put("KUBECONFIG", world.kubeconfig().toString());
        environment.put("TASKHUB_IMAGE", world.registry() + "/" + DemoImages.REPOSITORY);
        environment.put("TASKHUB_BUILDER", "jib");
        environment.put("TASKHUB_BASE_IMAGE", DebianImage.JAVA.push(tools.cluster(), world.registry(), progress));
        environment.put("TASKHUB_STATE", "local:" + Files.createDirectories(work.resolve("state")));
        environment.put("TF_CLI_CONFIG_FILE", new TerraformProviders(work.resolve("providers"))
                .install(tools, progress, "kubernetes", "helm", "kubectl").toString());
        return environment;
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).filter(dir -> !dir.isEmpty())
                .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }

    private void command(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tools.cluster().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", world.kubeconfig().toString());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw CommandFailure.failed(String.join(" ", arguments) + " failed: " + said.strip());
        }
    }
}
