package io.jenkins.plugins.taskhub.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Builds the argument lists of docker and reads what it prints, one method a subcommand. */
final class DockerCli {
    private static final Pattern PUSHED = Pattern.compile("(?m)^\\S+: digest: (sha256:[0-9a-f]{64}) size: \\d+\\s*$");

    /** The version of the daemon, which thereby is there. */
    List<String> version() {
        return List.of("docker", "version", "--format", "{{.Server.Version}}");
    }

    /** Builds an image for one platform into the daemon's store. */
    List<String> build(Plan plan) {
        var arguments = new ArrayList<>(List.of("docker", "build"));
        options(arguments, plan);
        arguments.add(plan.context());
        return List.copyOf(arguments);
    }

    /** Pushes one tag. */
    List<String> push(String reference) {
        return List.of("docker", "push", reference);
    }

    /** Builds an image for several platforms, which no store of the daemon takes, and pushes it in the same go. */
    List<String> buildAndPush(Plan plan) {
        var arguments = new ArrayList<>(List.of("docker", "buildx", "build"));
        options(arguments, plan);
        if (plan.push()) {
            arguments.addAll(List.of("--push", "--metadata-file", plan.digestFile()));
        }
        arguments.add(plan.context());
        return List.copyOf(arguments);
    }

    /** The digest that {@link #push} printed. */
    static Optional<String> readPush(String printed) {
        return PUSHED.matcher(printed).results().reduce((first, second) -> second).map((MatchResult match) -> match.group(1));
    }

    /** The digest in the metadata file that {@link #buildAndPush} wrote. */
    static Optional<String> readMetadata(String json) throws IOException {
        return Optional.ofNullable(new ObjectMapper().readTree(json).path("containerimage.digest").textValue());
    }

    private static void options(List<String> arguments, Plan plan) {
        arguments.addAll(List.of("--file", plan.dockerfile(), "--tag", plan.reference()));
        if (plan.latest()) {
            arguments.addAll(List.of("--tag", plan.latestReference()));
        }
        plan.buildArgs().forEach((name, value) -> arguments.addAll(List.of("--build-arg", name + "=" + value)));
        plan.labels().forEach((name, value) -> arguments.addAll(List.of("--label", name + "=" + value)));
        if (!plan.platforms().isEmpty()) {
            arguments.addAll(List.of("--platform", String.join(",", plan.platforms())));
        }
    }
}
