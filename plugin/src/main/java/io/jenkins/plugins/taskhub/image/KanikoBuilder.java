package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.Optional;

/** Kaniko in its own container, which builds and pushes in one go. */
record KanikoBuilder(RegistryAccess access) implements Builder {

    @Override
    public String name() {
        return "kaniko";
    }

    @Override
    public Command build(Plan plan, Ports ports) throws IOException, InterruptedException {
        return access.with(new KanikoCli(ports.agent().workspace().getRemote()).build(plan));
    }

    @Override
    public boolean pushesWhileBuilding(Plan plan) {
        return true;
    }

    @Override
    public Optional<String> digest(Plan plan, Outcome outcome, Ports ports) throws IOException, InterruptedException {
        return Optional.of(Builder.written(plan, ports).strip());
    }
}
