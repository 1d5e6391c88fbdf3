package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.Optional;

/** Makes images: which commands do that, and where the digest of what they pushed stands. */
interface Builder {
    /** As the parameter {@code builder} names it. */
    String name();

    /** What must run before; whether it succeeds is of no importance. */
    default Optional<Command> prepare(Plan plan) {
        return Optional.empty();
    }

    /** Makes the image. */
    Command build(Plan plan, Ports ports) throws IOException, InterruptedException;

    /** {@link #build} pushes too. */
    boolean pushesWhileBuilding(Plan plan);

    /** Pushes the image to its tag; empty where {@link #build} did that. */
    default Optional<Command> push(Plan plan) {
        return Optional.empty();
    }

    /** Pushes the image to the tag {@code latest}; empty where {@link #build} did that. */
    default Optional<Command> pushLatest(Plan plan) {
        return Optional.empty();
    }

    /** The digest of what the command, which succeeded, has pushed; empty where the builder does not tell. */
    Optional<String> digest(Plan plan, Outcome outcome, Ports ports) throws IOException, InterruptedException;

    /** What the builder wrote into its file; empty text where it wrote none. */
    static String written(Plan plan, Ports ports) throws IOException, InterruptedException {
        var file = ports.agent().workspace().child(plan.digestFile());
        return file.exists() ? file.readToString() : "";
    }
}
