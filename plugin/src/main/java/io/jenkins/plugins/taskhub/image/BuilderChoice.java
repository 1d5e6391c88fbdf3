package io.jenkins.plugins.taskhub.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which builder makes the images: the one that was asked for, or the first that works on the agent. */
final class BuilderChoice implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 64 * 1024;

    private final BuildRequest request;
    private ArrayList<String> candidates = new ArrayList<>();
    /** Why the candidates before the chosen one were not taken. */
    private ArrayList<String> reasons = new ArrayList<>();
    private String chosen;
    /** What the builder said of itself. */
    private String detail = "";
    private boolean vfs;
    private boolean gradle;

    BuilderChoice(BuildRequest request) {
        this.request = request;
    }

    /**
     * Finds who comes into question.
     *
     * @throws StepFailure where nobody does
     */
    void among(Sources sources) {
        var without = request.images.stream().filter(image -> !sources.dockerfiles().contains(image.dockerfilePath())).toList();
        boolean jib = request.images.stream().allMatch(image -> jibTool(sources, image).isPresent());
        gradle = jib && request.images.stream().anyMatch(image -> jibTool(sources, image).get() == Tool.GRADLE);
        if (request.builder.equals("jib")) {
            checkJib(sources);
            candidates = new ArrayList<>(List.of("jib"));
        } else if (without.isEmpty()) {
            candidates = request.builder.equals(BuildRequest.AUTO) ? new ArrayList<>(List.of("docker", "buildah", "kaniko"))
                    : new ArrayList<>(List.of(request.builder));
        } else if (request.builder.equals(BuildRequest.AUTO) && jib && without.size() == request.images.size()) {
            checkJib(sources);
            candidates = new ArrayList<>(List.of("jib"));
        } else {
            String missing = Names.shown(without.get(0).dockerfilePath());
            throw new StepFailure("there is no Dockerfile " + missing + " in the workspace"
                    + (request.builder.equals(BuildRequest.AUTO) ? ", nor a Maven or Gradle project that jib could make an image of"
                    : "") + ": add one, correct context or dockerfile, or check the sources out first");
        }
        if (!candidates.contains("jib") && request.images.stream().anyMatch(image -> image.baseImage != null)) {
            throw new StepFailure("baseImage is for builder jib; where there is a Dockerfile, its FROM says it: leave baseImage "
                    + "out, or give builder: 'jib'");
        }
    }

    /** Asks one candidate after the other, until one answers. */
    List<Phase> phases() {
        return List.of(
                Phase.process("Asking docker", ports -> ask("docker", new DockerCli().version()), this::docker),
                Phase.process("Asking buildah", ports -> ask("buildah", buildahInfo(false)), this::buildah),
                Phase.process("Asking buildah again", ports -> vfs && chosen == null
                        ? ask("buildah", buildahInfo(true)) : Optional.empty(), this::buildahWithVfs),
                Phase.process("Asking kaniko", ports -> ask("kaniko", new KanikoCli("/").version()), this::kaniko),
                Phase.call("Choosing the builder", this::choose));
    }

    /** The name of the chosen builder. */
    String name() {
        return chosen;
    }

    /** How many images it can make at a time: kaniko has the file system of its container for one. */
    int most() {
        return "kaniko".equals(chosen) ? 1 : Integer.MAX_VALUE;
    }

    /** The chosen builder itself. */
    Builder builder(RegistryAccess access, Sources sources, Ports ports) throws IOException, InterruptedException {
        return switch (chosen) {
            case "docker" -> new DockerBuilder(access);
            case "buildah" -> new BuildahBuilder(new BuildahCli(vfs,
                    ports.agent().env().get("BUILDAH_ISOLATION", "").isEmpty(), access.authFile(), access.registriesFile()));
            case "kaniko" -> new KanikoBuilder(access);
            default -> new JibBuilder(access, sources, gradle);
        };
    }

    private Optional<Command> ask(String candidate, List<String> arguments) {
        return chosen == null && candidates.contains(candidate) ? Optional.of(Command.of(arguments).captured().quiet())
                : Optional.empty();
    }

    private static List<String> buildahInfo(boolean vfs) {
        return new BuildahCli(vfs, false, null, null).info();
    }

    private void docker(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        answered("docker", outcome, "its daemon does not answer");
    }

    private void buildah(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        vfs = outcome.status() != 127 && !outcome.succeeded();
        if (!vfs) {
            answered("buildah", outcome, "");
            detail = outcome.succeeded() ? " (storage " + storage(outcome) + ")" : detail;
        }
    }

    private void buildahWithVfs(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        answered("buildah", outcome, "it has no storage that works");
        detail = outcome.succeeded() ? " (storage vfs, the only one that works here)" : detail;
    }

    private void kaniko(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        boolean several = request.images.stream().anyMatch(image -> image.platforms.size() > 1);
        if (several && outcome.succeeded()) {
            reasons = with(reasons, "kaniko: it makes images for one platform only");
        } else {
            answered("kaniko", outcome, "it does not start");
        }
    }

    private void answered(String candidate, Outcome outcome, String problem) {
        if (outcome.succeeded()) {
            chosen = candidate;
            return;
        }
        boolean missing = outcome.status() == 127 || outcome.status() == 126;
        String said = outcome.tail().isEmpty() ? "" : " (" + outcome.tail().get(outcome.tail().size() - 1).strip() + ")";
        reasons = with(reasons, candidate + ": " + (missing ? "not installed" : problem + said));
    }

    private void choose(Ports ports) {
        if (candidates.contains("jib")) {
            chosen = "jib";
        }
        String why = reasons.stream().collect(Collectors.joining("; "));
        if (chosen == null) {
            throw new StepFailure((request.builder.equals(BuildRequest.AUTO) ? "no builder works on this agent: "
                    : "builder " + request.builder + " does not work on this agent: ") + why
                    + ". Install one of docker, buildah, kaniko there, or run the step in a container that has it");
        }
        String reason = !request.builder.equals(BuildRequest.AUTO) ? "as asked for"
                : chosen.equals("jib") ? "since there is no Dockerfile, and a " + (gradle ? "Gradle" : "Maven") + " project"
                : "the first that works here" + (why.isEmpty() ? "" : " (" + why + ")");
        ports.log().line("Builder: " + chosen + detail + ", " + reason);
    }

    private void checkJib(Sources sources) {
        for (ImageRequest image : request.images) {
            if (jibTool(sources, image).isEmpty()) {
                throw new StepFailure("builder jib makes images of Maven and Gradle projects, and there is none in context "
                        + Names.shown(image.context) + ": give the folder with the pom.xml or build.gradle, or another builder");
            }
            if (image.dockerfile != null || !image.buildArgs.isEmpty()) {
                throw new StepFailure((image.dockerfile != null ? "dockerfile is" : "buildArgs are")
                        + " given, and builder jib reads no Dockerfile: leave that out, or give another builder");
            }
        }
    }

    private Optional<Tool> jibTool(Sources sources, ImageRequest image) {
        if (request.tool.equals("none") || request.tool.equals("npm")) {
            return Optional.empty();
        }
        boolean anyTool = request.tool.equals(BuildRequest.AUTO);
        if ((anyTool || request.tool.equals("maven")) && Tool.MAVEN.isIn(sources, image.context)) {
            return Optional.of(Tool.MAVEN);
        }
        return (anyTool || request.tool.equals("gradle")) && Tool.GRADLE.isIn(sources, image.context)
                ? Optional.of(Tool.GRADLE) : Optional.empty();
    }

    private static String storage(Outcome outcome) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(outcome.output(LONGEST)).path("store").path("GraphDriverName").asText("unknown");
    }

    private static ArrayList<String> with(List<String> list, String added) {
        var all = new ArrayList<>(list);
        all.add(added);
        return all;
    }
}
