package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.Optional;

/** Buildah, which needs no daemon. */
record BuildahBuilder(BuildahCli cli) implements Builder {

    @Override
    public Optional<Command> prepare(Plan plan) {
        return plan.hasSeveralPlatforms() ? Optional.of(Command.of(cli.removeManifest(plan.reference())).captured().quiet())
                : Optional.empty();
    }

    @Override
    public String name() {
        return "buildah";
    }

    @Override
    public Command build(Plan plan, Ports ports) {
        return Command.of(cli.build(plan));
    }

    @Override
    public boolean pushesWhileBuilding(Plan plan) {
        return false;
    }

    @Override
    public Optional<Command> push(Plan plan) {
        return Optional.of(Command.of(cli.push(plan, plan.reference())));
    }

    @Override
    public Optional<Command> pushLatest(Plan plan) {
        return Optional.of(Command.of(cli.push(plan, plan.latestReference())));
    }

    @Override
    public Optional<String> digest(Plan plan, Outcome outcome, Ports ports) throws IOException, InterruptedException {
        return Optional.of(Builder.written(plan, ports).strip());
    }
}
