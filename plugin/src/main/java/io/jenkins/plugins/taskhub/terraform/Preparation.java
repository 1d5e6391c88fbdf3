package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What comes before a plan: the files, the cluster, the program, its backend and providers, the configuration. */
final class Preparation implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 127;
    /** The settings of a backend that say where the state is; others can be secret. */
    private static final List<String> PLACE = List.of("bucket", "container_name", "namespace", "key", "path", "prefix",
            "secret_suffix");

    private final ApplyRequest request;
    private final Surroundings surroundings;
    private String binary;

    Preparation(ApplyRequest request, Surroundings surroundings) {
        this.request = request;
        this.surroundings = surroundings;
    }

    List<Phase> phases() {
        return List.of(
                Phase.call("Checking the files", ports -> Folder.check(request, ports)),
                Phase.call("Looking for what must be installed", this::requireCrds),
                Phase.process("Looking for the program", ports -> version(0, ports), (ports, end) -> found(0, ports, end)),
                Phase.process("Looking for another", ports -> version(1, ports), (ports, end) -> found(1, ports, end)),
                Phase.process("Preparing", this::init, this::initialised),
                Phase.process("Selecting the workspace", this::workspace, this::prepared),
                Phase.process("Validating", ports -> surroundings.captured(cli().validate(), ports), this::validated));
    }

    /** The commands of the program that was found. */
    TerraformCli cli() {
        return new TerraformCli(binary, request.dir);
    }

    /** The failure of whatever comes before something is changed. */
    StepFailure unplanned(String why) {
        return new StepFailure(request + " cannot be planned, nothing was changed: " + why);
    }

    private void requireCrds(Ports ports) throws InterruptedException {
        if (!request.wantedCrds().isEmpty()) {
            RequiredCrds.refuse(surroundings.cluster().call(
                    new RequiredCrds.Missing(new ArrayList<>(request.wantedCrds())), ports.log()::detail));
        }
    }

    private Optional<Command> version(int candidate, Ports ports) throws IOException, InterruptedException {
        return binary != null || candidate >= request.binaries().size() ? Optional.empty()
                : surroundings.captured(TerraformCli.version(request.binaries().get(candidate)), ports);
    }

    private void found(int candidate, Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (outcome.status() == NOT_FOUND && candidate + 1 < request.binaries().size()) {
            return;
        }
        String name = request.binaries().get(candidate);
        if (!outcome.succeeded()) {
            throw new StepFailure(TerraformProblem.of(new TerraformCli(name, request.dir), outcome));
        }
        String version = Answers.version(name, outcome);
        binary = name;
        ports.log().line("Preparing " + request + " with " + name + " " + version);
    }

    private Optional<Command> init(Ports ports) throws IOException, InterruptedException {
        return surroundings.run(cli().init(surroundings.backendConfig(ports), request.manner().lockTimeout()), ports)
                .map(Command::quiet);
    }

    private Optional<Command> workspace(Ports ports) throws IOException, InterruptedException {
        return request.workspace == null ? Optional.empty()
                : surroundings.run(cli().workspace(request.workspace), ports).map(Command::quiet);
    }

    private void initialised(Ports ports, Outcome outcome) {
        judge(outcome, statePlace(), ports);
    }

    private void prepared(Ports ports, Outcome outcome) {
        judge(outcome, "", ports);
    }

    private void judge(Outcome outcome, String where, Ports ports) {
        if (!outcome.succeeded()) {
            outcome.tail().forEach(ports.log()::detail);
            throw unplanned(TerraformProblem.of(cli(), outcome) + where);
        }
    }

    /** Where the state is to be, as a suffix of a sentence: the error of a backend often does not say. */
    private String statePlace() {
        String place = PLACE.stream().filter(request.backendConfig::containsKey)
                .map(name -> name + " " + request.backendConfig.get(name)).collect(Collectors.joining(", "));
        return place.isEmpty() ? "" : " (the state: " + place + ")";
    }

    private void validated(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        var errors = Answers.diagnostics(outcome).stream().filter(Diagnostic::error).toList();
        errors.forEach(error -> ports.log().detail("Error: " + error.sentence()));
        if (!outcome.succeeded() || !errors.isEmpty()) {
            throw unplanned(TerraformProblem.of(cli(), outcome, errors));
        }
    }
}
