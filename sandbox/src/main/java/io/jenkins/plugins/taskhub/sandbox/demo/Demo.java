package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.fabric8.kubernetes.client.KubernetesClient;

import io.jenkins.plugins.taskhub.sandbox.run.Answer;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.run.Prompt;
import io.jenkins.plugins.taskhub.sandbox.run.RunningBuild;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;

/** Runs the project's own jobs one after the other against a cluster, and compares what came of it. */
final class Demo {
    private static final String DEVELOPER = "dev-1";
    private static final String RELEASE_MANAGER = "rm-1";
    /** Pods that are replaced may take this long to show in the Deployment's status. */
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String LINE = "─".repeat(100);

    private final SourcesCopy sources;
    private final KubernetesClient client;
    private final Map<String, String> environment;
    private final PrintStream out;
    private volatile RunningBuild running;

    /**
     * @param client for reading back what is on the cluster
     * @param environment of the builds: where helm, the kubeconfig and the image are
     */
    Demo(SourcesCopy sources, KubernetesClient client, Map<String, String> environment, PrintStream out) {
        this.sources = sources;
        this.client = client;
        this.environment = environment;
        this.out = out;
    }

    /** Runs everything; a build with an unexpected result ends it. */
    Summary run(Path home) throws IOException, InterruptedException {
        var summary = new Summary(List.of(
                new Deployed("dev", "0.1.0", 4, 2, 2, 30080),
                new Deployed("prod", "0.1.1", 3, 3, 3, 30081)));
        try (var controller = controller(home)) {
            for (var act : Act.all()) {
                var ran = run(controller, act);
                summary.ran(ran);
                if (!ran.asExpected()) {
                    break;
                }
            }
        }
        for (var name : Namespaces.ALL) {
            summary.found(settled(name));
        }
        return summary;
    }

    private LocalController controller(Path home) throws IOException {
        var builder = LocalController.over(home).source(sources.dir()).library("taskhub", sources.dir())
                .environment(environment).group("release-managers", RELEASE_MANAGER);
        Act.all().stream().map(Act::job).distinct().forEach(job -> builder.job(job, sources.jenkinsfile(job)));
        return builder.start();
    }

    private Summary.Ran run(LocalController controller, Act act) throws IOException, InterruptedException {
        out.printf("%n%s%n%s: %s %s, started by %s%n%s%n", LINE, act.why(), act.job(), act.parameterLine(), DEVELOPER,
                LINE);
        for (var change : act.sources()) {
            sources.change(change.file(), change.before(), change.after());
        }
        var request = controller.build(act.job()).user(DEVELOPER).answers(releaseManager()).console(out);
        act.parameters().forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                request.parameter(name, flag);
            } else {
                request.parameter(name, value.toString());
            }
        });
        var build = request.start();
        running = build;
        BuildOutcome outcome = build.await();
        running = null;
        out.printf("%s #%d: %s after %s%n", act.job(), outcome.number(), outcome.result(),
                Progress.spoken(outcome.duration()));
        return new Summary.Ran(act, outcome.result(), outcome.duration());
    }

    /**
     * Aborts the build that runs, so that its processes end, and waits for that a short while. Called on a thread of its
     * own when the user interrupts the demo.
     */
    void abort() {
        var build = running;
        if (build == null) {
            return;
        }
        build.abort(DEVELOPER);
        var end = System.nanoTime() + ABORT_PATIENCE.toNanos();
        while (build.run().isBuilding() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private Answers releaseManager() {
        return prompt -> {
            out.println("[demo] " + RELEASE_MANAGER + " answers: " + prompt.ok());
            Map<String, String> values = new LinkedHashMap<>();
            for (var question : prompt.questions()) {
                if (question.kind() == Prompt.Question.Kind.TEXT) {
                    values.put(question.name(), "part of the demo");
                }
            }
            return Optional.of(Answer.proceed(RELEASE_MANAGER, values));
        };
    }

    /** A rollback by helm returns before the last pod is ready. */
    private Deployed settled(String namespace) {
        client.apps().deployments().inNamespace(namespace).withName(Deployed.RELEASE).informOnCondition(all ->
                        all.isEmpty() || all.stream().allMatch(d -> d.getStatus() != null
                                && d.getSpec().getReplicas().equals(d.getStatus().getReadyReplicas())
                                && d.getSpec().getReplicas().equals(d.getStatus().getReplicas())))
                .completeOnTimeout(List.of(), SETTLE.toMillis(), TimeUnit.MILLISECONDS).join();
        return Deployed.read(client, namespace);
    }
}
