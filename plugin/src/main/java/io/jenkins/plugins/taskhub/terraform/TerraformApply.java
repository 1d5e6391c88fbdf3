package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Answer;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.Question;
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
    /** Terraform ends the resources that it is at before it gives back the lock. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private final ApplyRequest request;
    private final Surroundings surroundings;
    private final Preparation preparation;
    private ApplyProgress progress = new ApplyProgress(0);
    private boolean changesByExit;
    /** Path on the agent of the plan as JSON, from which the masker learns again after a restart. */
    private String shownPlan;
    private PlanFacts facts;
    private String approver;
    private boolean applying;
    private boolean applied;
    private LinkedHashMap<String, Object> outputs = new LinkedHashMap<>();

    TerraformApply(ApplyRequest request) {
        this.request = request.checked();
        this.surroundings = new Surroundings(request);
        this.preparation = new Preparation(request, surroundings);
    }

    @Override
    public List<Phase> phases() {
        var phases = new ArrayList<>(preparation.phases());
        phases.addAll(List.of(
                Phase.reading("Planning", this::plan, this::line, this::planned),
                Phase.process("Reading the plan", this::show, this::shown),
                Phase.call("Guarding what exists", this::guard),
                Phase.question("Waiting for approval", this::ask, this::approved),
                Phase.reading("Applying", this::apply, this::line, this::applied),
                Phase.process("Reading the outputs", ports -> surroundings.captured(cli().outputs(), ports),
                        this::readOutputs),
                Phase.call("Finishing", this::conclude)));
        return phases;
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        surroundings.attach(ports);
        if (shownPlan != null) {
            try (var json = ports.agent().workspace().child(shownPlan).read()) {
                Plan.read(json, secret -> learn(secret, ports.masker()));
            }
        }
    }

    @Override
    public void close() {
        surroundings.close();
    }

    private TerraformCli cli() {
        return preparation.cli();
    }

    private Optional<Command> plan(Ports ports) throws IOException, InterruptedException {
        ports.log().line("Planning " + request);
        if (!request.targets.isEmpty()) {
            ports.log().line("This plan will be partial: only " + String.join(", ", request.targets));
        }
        var options = new PlanOptions(surroundings.varFiles(ports), request.targets, request.looksAtDriftOnly(),
                request.manner());
        return surroundings.run(cli().plan(surroundings.plan(ports).getRemote(), options), ports)
                .map(command -> command.grace(GRACE));
    }

    private void line(Ports ports, String line) {
        progress = progress.after(line, ports);
    }

    private void planned(Ports ports, Outcome outcome) {
        if (!outcome.succeeded() && outcome.status() != CHANGES) {
            throw preparation.unplanned(TerraformProblem.of(cli(), outcome, progress.errors()));
        }
        changesByExit = outcome.status() == CHANGES;
    }

    private Optional<Command> show(Ports ports) throws IOException, InterruptedException {
        return surroundings.captured(cli().show(surroundings.plan(ports).getRemote()), ports);
    }

    private void shown(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            throw preparation.unplanned(TerraformProblem.of(cli(), outcome));
        }
        String sha256 = Folder.sha256(surroundings.plan(ports));
        Plan plan;
        try (var json = outcome.stream()) {
            plan = Plan.read(json, secret -> learn(secret, ports.masker()));
        }
        shownPlan = outcome.captured().getRemote();
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

    private Optional<Question> ask(Ports ports) throws IOException, InterruptedException {
        if (!request.approve || !applies()) {
            return Optional.empty();
        }
        requireShownPlan(ports);
        return Optional.of(Question.of("ApplyPlan", "the plan of " + request, "Apply the plan of " + request + "? "
                + facts.verdict() + ". It is on the page of this build (sha256 " + facts.sha256 + ").")
                .ok("Apply").to(request.submitter).starterMayAnswer(true));
    }

    private void approved(Ports ports, Answer answer) throws IOException, InterruptedException {
        requireShownPlan(ports);
        approver = answer.by();
    }

    /** What is applied is what was shown, and nothing else. */
    private void requireShownPlan(Ports ports) throws IOException, InterruptedException {
        if (!facts.sha256.equals(Folder.sha256(surroundings.plan(ports)))) {
            throw new StepFailure("the plan of " + request + " was changed after it was shown, so it is void: nothing was "
                    + "applied. Run the job again for a new plan");
        }
    }

    private boolean applies() {
        return request.changes() && facts.applyable;
    }

    private Optional<Command> apply(Ports ports) throws IOException, InterruptedException {
        if (!applies()) {
            return Optional.empty();
        }
        requireShownPlan(ports);
        ports.log().line("Applying " + request + ": " + facts.verdict());
        progress = new ApplyProgress(facts.operations());
        applying = true;
        return surroundings.run(cli().apply(surroundings.plan(ports).getRemote(), request.manner()), ports)
                .map(command -> command.grace(GRACE));
    }

    private void applied(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        surroundings.plan(ports).delete();
        applying = false;
        if (!outcome.succeeded()) {
            String left = StateAfter.failed(progress, outcome, cli(), request.dir);
            new PlanReport(request, ports).failed(progress, left, ports);
            throw new StepFailure(request + " could not be applied: "
                    + TerraformProblem.of(cli(), outcome, progress.errors()) + ". " + left);
        }
        applied = true;
        ports.log().line("Applied " + request + ": " + facts.add + " added, " + facts.change + " changed, " + facts.destroy
                + " destroyed");
    }

    private void readOutputs(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            ports.log().line("The outputs could not be read: " + TerraformProblem.of(cli(), outcome));
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
            new PlanReport(request, ports).applied(facts, approver, progress, outputs, ports);
        }
    }

    @Override
    public void ending(Ports ports) {
        ports.log().line(applying ? "Waiting for " + cli().binary() + " to end what it is at and to give back the lock of the "
                + "state (up to " + GRACE.toMinutes() + " min)" : "Waiting for the end of the running command");
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
