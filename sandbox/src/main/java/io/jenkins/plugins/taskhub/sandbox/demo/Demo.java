package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.fabric8.kubernetes.client.KubernetesClient;

import io.jenkins.plugins.taskhub.sandbox.run.Answer;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.run.NamedLines;
import io.jenkins.plugins.taskhub.sandbox.run.Prompt;
import io.jenkins.plugins.taskhub.sandbox.run.RunningBuild;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;

/** Runs the project's own jobs against a cluster, scene after scene, and compares what came of it. */
final class Demo {
    static final String DEVELOPER = "dev-1";
    static final String RELEASE_MANAGER = "rm-1";
    /** Pods that are replaced may take this long to show in the Deployment's status. */
    private static final Duration SETTLE = Duration.ofSeconds(30);
    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final String LINE = "─".repeat(100);

    private final SourcesCopy sources;
    private final KubernetesClient client;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final List<RunningBuild> running = new CopyOnWriteArrayList<>();

    /** A build of a scene. */
    private record Started(Act act, RunningBuild build, PrintStream console) {
    }

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

    /** Runs everything; a scene with an unexpected result ends it. */
    Summary run(Path home) throws IOException, InterruptedException {
        var summary = new Summary(List.of(
                new Summary.Expected("dev", Act.CI, 5, 1, 30080),
                new Summary.Expected("prod", Act.RELEASE_BUILD, 1, 3, 30081)));
        try (var controller = controller(home)) {
            for (var scene : Act.scenes()) {
                var ran = run(controller, scene);
                ran.forEach(summary::ran);
                if (!ran.stream().allMatch(Summary.Ran::asExpected)) {
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
        Act.all().forEach(act -> builder.job(act.jobName(), sources.jenkinsfile(act.job())));
        return builder.start();
    }

    private List<Summary.Ran> run(LocalController controller, List<Act> scene)
            throws IOException, InterruptedException {
        out.printf("%n%s%n", LINE);
        for (var act : scene) {
            out.printf("%s: %s, started by %s%n", act.why(), (act.jobName() + " " + act.parameterLine()).strip(),
                    DEVELOPER);
        }
        out.println(LINE);
        List<Started> started = new ArrayList<>();
        for (var act : scene) {
            for (var change : act.sources()) {
                sources.change(change.file(), change.before(), change.after());
            }
            started.add(start(controller, act, scene.size() == 1 ? out : NamedLines.to(out, act.jobName())));
        }
        List<Summary.Ran> ran = new ArrayList<>();
        for (var one : started) {
            var outcome = one.build().await();
            one.console().flush();
            running.remove(one.build());
            out.printf("%s #%d: %s after %s%n", one.act().jobName(), outcome.number(), outcome.result(),
                    Progress.spoken(outcome.duration()));
            ran.add(new Summary.Ran(one.act(), outcome.result(), outcome.duration(), Pushed.in(outcome.log())));
        }
        return ran;
    }

    private Started start(LocalController controller, Act act, PrintStream console)
            throws IOException, InterruptedException {
        var request = controller.build(act.jobName()).user(DEVELOPER).answers(releaseManager(out)).console(console);
        act.parameters().forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                request.parameter(name, flag);
            } else {
                request.parameter(name, value.toString());
            }
        });
        var build = request.start();
        running.add(build);
        return new Started(act, build, console);
    }

    /**
     * Aborts the builds that run, so that their processes end, and waits for that a short while. Called on a thread of
     * its own when the user interrupts the demo.
     */
    void abort() {
        running.forEach(build -> build.abort(DEVELOPER));
        var end = System.nanoTime() + ABORT_PATIENCE.toNanos();
        while (running.stream().anyMatch(build -> build.run().isBuilding()) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** Somebody who says yes to everything, with a reason, and tells so. */
    static Answers releaseManager(PrintStream out) {
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
