package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.credentials.Login;
import io.jenkins.plugins.taskhub.scan.QualityGate.Verdict;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Scans, judges, tells, and stops what must not go on: what {@code trivyGate} does. */
final class TrivyGate implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final String REPORT = "trivy.json";
    private static final String SARIF = "trivy.sarif";
    private static final String EMPTY = "empty.yaml";
    private static final String NO_SETTING = "{}\n";
    /** So much later than Trivy should have ended by itself it is ended: its own limit does not hold everywhere. */
    private static final long LATE_MS = 2_000;

    private final GateRequest request;
    private transient Login login;
    private long deadline;
    private LinkedHashMap<String, Object> result = new LinkedHashMap<>();

    /** @throws StepFailure when a parameter is refused */
    TrivyGate(GateRequest request) {
        this.request = request.checked();
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.call("Checking", this::check),
                Phase.process("Scanning", this::scan, this::limit, this::scanned),
                Phase.call("Judging", this::judge));
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        String id = request.image == null ? null : ports.settings().registryCredentialsId(
                request.registryCredentialsId, ImageReference.parse(request.image).registry());
        if (id != null) {
            login = ports.credentials().registry("registryCredentialsId", id);
        }
    }

    private void check(Ports ports) throws IOException, InterruptedException {
        GateInputs.check(request, ports);
        ports.log().line(request.report == null ? "Scanning " + request.subject() + " for " + request.scanners()
                : "Judging the report " + request.report + "; nothing is scanned");
    }

    private Optional<Command> scan(Ports ports) throws IOException, InterruptedException {
        if (request.report != null) {
            return Optional.empty();
        }
        deadline = System.currentTimeMillis() + request.span().toMillis() + LATE_MS;
        String empty = ports.agent().privateFile(EMPTY, NO_SETTING).getRemote();
        String output = ports.agent().privateDir().child(REPORT).getRemote();
        var command = Command.of(new TrivyCli(request).scan(output, empty)).quiet();
        for (var variable : TrivyCli.environment().entrySet()) {
            command = command.with(variable.getKey(), variable.getValue());
        }
        return Optional.of(login == null ? command
                : command.with("TRIVY_USERNAME", login.username()).withSecret("TRIVY_PASSWORD", login.password()));
    }

    private AutoCloseable limit(Ports ports, Consumer<String> stop) {
        long left = Math.max(0, deadline - System.currentTimeMillis());
        var end = Background.timer().schedule(() -> stop.accept("timeout"), left, TimeUnit.MILLISECONDS);
        return () -> end.cancel(false);
    }

    private void scanned(Ports ports, Outcome outcome) {
        if (outcome.endedFor() != null) {
            throw new StepFailure(request.subject() + " could not be scanned within " + request.span().toSeconds()
                    + " s. Nothing was judged; give it more (timeout), or see whether its registry answers");
        }
        if (!outcome.succeeded()) {
            throw new StepFailure(request.subject() + " could not be scanned: " + TrivyProblem.of(outcome));
        }
    }

    private void judge(Ports ports) throws IOException, InterruptedException {
        var ignores = GateInputs.check(request, ports);
        var dir = ports.agent().privateDir();
        String name = request.report == null ? "trivy's report of " + request.subject() : "report " + request.report;
        var found = ports.agent().workspace().act(new JudgeOnAgent(name,
                request.report == null ? dir.child(REPORT).getRemote() : request.report, dir.child(SARIF).getRemote(),
                request, ignores));
        var decision = QualityGate.decide(request.policy(), found);
        String json = request.artifactName() + ".trivy.json";
        String sarif = request.artifactName() + ".trivy.sarif";
        ports.build().archive(dir, Map.of(sarif, SARIF));
        if (request.report == null) {
            ports.build().archive(dir, Map.of(json, REPORT));
        } else {
            ports.build().archive(ports.agent().workspace(), Map.of(json, request.report));
        }
        var told = new GateTexts(request, found, decision);
        told.page(ports, json, sarif);
        told.log(ports, json);
        if (decision.verdict() == Verdict.FAIL) {
            throw new StepFailure(told.reason(ports, json));
        }
        if (decision.verdict() == Verdict.UNSTABLE) {
            ports.unstable("trivyGate: " + told.reason(ports, json));
        }
        result = told.result(json, sarif);
    }

    @Override
    public void interrupted(Ports ports) {
        ports.log().line("Interrupted: " + request.subject() + " was not judged");
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        return result;
    }
}
