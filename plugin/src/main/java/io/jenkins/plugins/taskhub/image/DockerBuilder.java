package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.Optional;

/** The docker command with its daemon. */
record DockerBuilder(RegistryAccess access) implements Builder {
    private static final DockerCli CLI = new DockerCli();
    private static final int LONGEST_OUTPUT = 4 * 1024 * 1024;

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Command build(Plan plan, Ports ports) {
        return access.with(plan.hasSeveralPlatforms() ? CLI.buildAndPush(plan) : CLI.build(plan))
                .with("SOURCE_DATE_EPOCH", Long.toString(plan.created().getEpochSecond()));
    }

    @Override
    public boolean pushesWhileBuilding(Plan plan) {
        return plan.hasSeveralPlatforms();
    }

    @Override
    public Optional<Command> push(Plan plan) {
        return pushesWhileBuilding(plan) ? Optional.empty() : Optional.of(access.with(CLI.push(plan.reference())).captured());
    }

    @Override
    public Optional<Command> pushLatest(Plan plan) {
        return pushesWhileBuilding(plan) ? Optional.empty()
                : Optional.of(access.with(CLI.push(plan.latestReference())).captured());
    }

    @Override
    public Optional<String> digest(Plan plan, Outcome outcome, Ports ports) throws IOException, InterruptedException {
        return pushesWhileBuilding(plan) ? DockerCli.readMetadata(Builder.written(plan, ports))
                : DockerCli.readPush(outcome.output(LONGEST_OUTPUT));
    }
}
