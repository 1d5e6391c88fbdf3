package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import io.jenkins.plugins.taskhub.terraform.TerraformCli.PlanOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Plans, shows, and applies exactly what was shown: what {@code terraformApply} does. */
final class TerraformApply implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final int CHANGES = 2;
    private static final int NOT_FOUND = 127;
    /** Terraform ends the resources that it is at before it gives back the lock. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final ApplyRequest request;
    private final Surroundings surroundings;
    private String binary;
    private ApplyProgress progress = new ApplyProgress(0);
    private boolean changesByExit;
    private PlanFacts facts;
    private boolean applying;
    private boolean applied;
    private LinkedHashMap<String, Object> outputs = new LinkedHashMap<>();

    TerraformApply(ApplyRequest request) {
        this.request = request.checked();
        this.surroundings = new Surroundings(request);
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.call("Checking the files", ports -> Folder.check(request, ports)),
                Phase.call("Looking for what must be installed", this::requireCrds),
                Phase.process("Looking for the program", ports -> version(0, ports), (ports, end) -> found(0, ports, end)),
                Phase.process("Looking for another", ports -> version(1, ports), (ports, end) -> found(1, ports, end)),
                Phase.process("Preparing", this::init, this::prepared),
                Phase.process("Selecting the workspace", this::workspace, this::prepared),
                Phase.process("Validating", ports -> captured(cli().validate(), ports), this::validated),
                Phase.reading("Planning", this::plan, this::line, this::planned),
                Phase.process("Reading the plan", ports -> captured(cli().show(surroundings.plan(ports).getRemote()), ports),
                        this::shown),
                Phase.call("Guarding what exists", this::guard),
                Phase.reading("Applying", this::apply, this::line, this::applied),
                Phase.process("Reading the outputs", ports -> captured(cli().outputs(), ports), this::readOutputs),
                Phase.call("Finishing", this::conclude));
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        surroundings.attach(ports);
    }

    @Override
    public void close() {
        surroundings.close();
    }

    private TerraformCli cli() {
        return new TerraformCli(binary, request.dir);
    }

    private Optional<Command> run(List<String> arguments, Ports ports) throws IOException, InterruptedException {
        return Optional.of(surroundings.command(arguments, ports));
    }

    private Optional<Command> captured(List<String> arguments, Ports ports) throws IOException, InterruptedException {
        return run(arguments, ports).map(command -> command.captured().quiet());
    }

    private void requireCrds(Ports ports) throws InterruptedException {
        if (!request.wantedCrds().isEmpty()) {
            RequiredCrds.refuse(surroundings.cluster().call(
                    new RequiredCrds.Missing(new ArrayList<>(request.wantedCrds())), ports.log()::detail));
        }
    }

    private Optional<Command> version(int candidate, Ports ports) throws IOException, InterruptedException {
        return binary != null || candidate >= request.binaries().size() ? Optional.empty()
                : captured(TerraformCli.version(request.binaries().get(candidate)), ports);
    }

    private void found(int candidate, Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (outcome.status() == NOT_FOUND && candidate + 1 < request.binaries().size()) {
            return;
        }
        String name = request.binaries().get(candidate);
        if (!outcome.succeeded()) {
            throw new StepFailure(TerraformProblem.of(new TerraformCli(name, request.dir), name, outcome));
        }
        String version = Answers.version(name, outcome);
        binary = name;
        ports.log().line("Preparing " + request + " with " + name + " " + version);
    }

    private Optional<Command> init(Ports ports) throws IOException, InterruptedException {
        return run(cli().init(surroundings.backendConfig(ports), request.manner().lockTimeout()), ports)
                .map(Command::quiet);
    }

    private Optional<Command> workspace(Ports ports) throws IOException, InterruptedException {
        return request.workspace == null ? Optional.empty()
                : run(cli().workspace(request.workspace), ports).map(Command::quiet);
    }

    private void prepared(Ports ports, Outcome outcome) {
        if (!outcome.succeeded()) {
            outcome.tail().forEach(ports.log()::detail);
            throw unplanned(TerraformProblem.of(cli(), binary, outcome));
        }
    }

    private void validated(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        var errors = Answers.diagnostics(outcome).stream().filter(Diagnostic::error).toList();
        errors.forEach(error -> ports.log().detail("Error: " + error.sentence()));
        if (!outcome.succeeded() || !errors.isEmpty()) {
            throw unplanned(TerraformProblem.of(cli(), binary, outcome, errors));
        }
    }

    private Optional<Command> plan(Ports ports) throws IOException, InterruptedException {
        ports.log().line("Planning " + request);
        if (!request.targets.isEmpty()) {
            ports.log().line("This plan will be partial: only " + String.join(", ", request.targets));
        }
        return run(cli().plan(surroundings.plan(ports).getRemote(), new PlanOptions(surroundings.varFiles(ports),
                request.targets, request.looksAtDriftOnly(), request.manner())), ports).map(command -> command.grace(GRACE));
    }

    private void line(Ports ports, String line) {
        progress = progress.after(line, ports);
    }

    private void planned(Ports ports, Outcome outcome) {
        if (!outcome.succeeded() && outcome.status() != CHANGES) {
            throw unplanned(TerraformProblem.of(cli(), binary, outcome, progress.errors()));
        }
        changesByExit = outcome.status() == CHANGES;
    }

    private StepFailure unplanned(String why) {
        return new StepFailure(request + " cannot be planned, nothing was changed: " + why);
    }

    private void shown(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            throw unplanned(TerraformProblem.of(cli(), binary, outcome));
        }
        String sha256 = Folder.sha256(surroundings.plan(ports));
        Plan plan;
        try (var json = outcome.stream()) {
            plan = Plan.read(json, secret -> learn(secret, ports.masker()));
        } finally {
            outcome.captured().delete();
        }
        facts = new PlanFacts(plan, sha256, changesByExit);
        new PlanReport(request, ports).planned(plan, facts, ports);
        Variables.check(plan, request, surroundings.secrets(), ports);
    }

    /** Short words are no secrets, and would make the log unreadable. */
    private static void learn(String secret, Masker masker) {
        secret.lines().map(String::strip).filter(line -> line.length() >= 6).forEach(masker::add);
    }

    private void guard(Ports ports) {
        if (!request.changes()) {
            ports.log().line("Only a plan was asked for: nothing is applied");
        } else if (!facts.applyable) {
            ports.log().line("No changes in " + request + ": nothing to apply");
        } else {
            facts.guard(request.allowDestroy);
        }
    }

    private Optional<Command> apply(Ports ports) throws IOException, InterruptedException {
        if (!request.changes() || !facts.applyable) {
            return Optional.empty();
        }
        if (!facts.sha256.equals(Folder.sha256(surroundings.plan(ports)))) {
            throw new StepFailure("the plan of " + request + " was changed after it was shown, so it is void: nothing was "
                    + "applied. Run the job again for a new plan");
        }
        ports.log().line("Applying " + request + ": " + facts.verdict());
        progress = new ApplyProgress(facts.operations());
        applying = true;
        return run(cli().apply(surroundings.plan(ports).getRemote(), request.manner()), ports)
                .map(command -> command.grace(GRACE));
    }

    private void applied(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        surroundings.plan(ports).delete();
        applying = false;
        if (!outcome.succeeded()) {
            String left = StateAfter.failed(progress, outcome, cli(), request.dir);
            new PlanReport(request, ports).failed(progress, left, ports);
            throw new StepFailure(request + " could not be applied: "
                    + TerraformProblem.of(cli(), binary, outcome, progress.errors()) + ". " + left);
        }
        applied = true;
        ports.log().line("Applied " + request + ": " + facts.add + " added, " + facts.change + " changed, " + facts.destroy
                + " destroyed");
    }

    private void readOutputs(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            ports.log().line("The outputs could not be read: " + TerraformProblem.of(cli(), binary, outcome));
            return;
        }
        try {
            outputs = Answers.outputs(outcome, ports.masker()::mask);
        } finally {
            outcome.captured().delete();
        }
    }

    private void conclude(Ports ports) throws IOException, InterruptedException {
        if (applied) {
            new PlanReport(request, ports).applied(facts, progress, outputs, ports);
        }
    }

    @Override
    public void ending(Ports ports) {
        ports.log().line(applying ? "Waiting for " + binary + " to end what it is at and to give back the state's lock (up to "
                + GRACE.toMinutes() + " min)" : "Waiting for the end of the running command");
    }

    @Override
    public void interrupted(Ports ports) throws IOException, InterruptedException {
        if (!applying) {
            ports.log().line("Interrupted: " + (applied ? request + " was applied" : "nothing was applied to " + request));
            return;
        }
        String left = StateAfter.interrupted(progress, cli());
        ports.log().line("Interrupted while applying " + request + ": " + left);
        new PlanReport(request, ports).failed(progress, left, ports);
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        var result = new LinkedHashMap<String, Object>();
        result.put("add", facts.add);
        result.put("change", facts.change);
        result.put("destroy", facts.destroy);
        result.put("drift", facts.drift);
        result.put("applied", applied);
        result.put("outputs", outputs);
        result.put("partial", facts.partial);
        result.put("planSha256", facts.sha256);
        return result;
    }
}
