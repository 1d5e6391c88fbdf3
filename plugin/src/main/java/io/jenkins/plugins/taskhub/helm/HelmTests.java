package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.kubernetes.Release;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Runs the tests of a release's chart: what {@code helmTest} does. */
final class HelmTests implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_LINES = 1_000;
    private static final int LONGEST_LINE = 2_000;

    private final HelmTarget target;
    private final long timeoutSeconds;
    private final boolean logs;
    private int revision;
    private ArrayList<String> tests = new ArrayList<>();

    /** @param logs whether the logs of the tests' pods are shown */
    HelmTests(HelmTarget target, Duration timeout, boolean logs) {
        this.target = target;
        this.timeoutSeconds = timeout.toSeconds();
        this.logs = logs;
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.call("Reading the release", this::read),
                Phase.process("Testing", ports -> test(), this::tested));
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        target.attach(ports);
    }

    @Override
    public void close() {
        target.close();
    }

    private void read(Ports ports) throws InterruptedException {
        var release = target.state(ports).deployed().orElseThrow(() -> new StepFailure(
                "no revision of " + target + " is deployed: deploy it first, or correct release or namespace"));
        revision = release.revision();
        tests = new ArrayList<>(release.hooks().stream().filter(Release.Hook::test).map(Release.Hook::name).toList());
        if (tests.isEmpty()) {
            throw new StepFailure("the chart of " + target + " has no test, so nothing can be said: add a template with the "
                    + "annotation helm.sh/hook: test, or leave helmTest out");
        }
        ports.log().line("Testing " + target + ", revision " + revision + ": " + String.join(", ", tests));
    }

    private Optional<Command> test() {
        return Optional.of(target.helm(target.cli().test(Duration.ofSeconds(timeoutSeconds), logs)).captured());
    }

    private void tested(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        show(ports, outcome);
        if (!outcome.succeeded()) {
            throw new StepFailure("the tests of " + target + " failed: " + HelmProblem.of(outcome));
        }
        ports.log().line(target + ": " + tests.size() + (tests.size() == 1 ? " test" : " tests") + " passed");
    }

    /** Shows how each test went and what it wrote; helm prints the release and its notes around it. */
    private static void show(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        try (var lines = new BufferedReader(new InputStreamReader(outcome.stream(), StandardCharsets.UTF_8))) {
            boolean shown = false;
            int count = 0;
            for (String line = lines.readLine(); line != null && count < MOST_LINES; line = lines.readLine()) {
                shown = line.startsWith("TEST SUITE:") || line.startsWith("POD LOGS:") || shown && !line.startsWith("NOTES:");
                if (shown && !line.isBlank()) {
                    ports.log().detail(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
                    count++;
                }
            }
        }
    }

    @Override
    public void interrupted(Ports ports) {
        ports.log().line("Interrupted: pods of the tests may be left in " + target.namespace() + "; the release is unchanged");
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        var result = new LinkedHashMap<String, Object>();
        result.put("release", target.release());
        result.put("namespace", target.namespace());
        result.put("revision", revision);
        result.put("tests", tests);
        return result;
    }
}
