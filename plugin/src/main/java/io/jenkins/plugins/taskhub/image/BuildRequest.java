package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What is asked of {@code taskhubBuild}: filled by the step, then checked once; from then on it does not change. */
final class BuildRequest implements Serializable {
    static final String AUTO = "auto";

    private static final long serialVersionUID = 1L;
    static final List<String> TOOLS = List.of(AUTO, "maven", "gradle", "npm", "none");
    static final List<String> BUILDERS = List.of(AUTO, "docker", "buildah", "kaniko", "jib");
    private static final int MOST_IMAGES = 32;

    /** The images in the order in which they are given; at least one. */
    final ArrayList<ImageRequest> images;
    /** The result has the key {@code images}. */
    final boolean several;
    String tool = AUTO;
    ArrayList<String> goals = new ArrayList<>();
    boolean test = true;
    String builder = AUTO;
    boolean push = true;
    String registryCredentialsId;
    boolean latest;
    boolean candidate;
    boolean immutable;
    boolean skipExisting;
    boolean dryRun;
    String via = "controller";

    private BuildRequest(ArrayList<ImageRequest> images, boolean several) {
        this.images = images;
        this.several = several;
    }

    /** A request for one image. */
    static BuildRequest of(ImageRequest image) {
        return new BuildRequest(new ArrayList<>(List.of(image)), false);
    }

    /** A request for the images of a list, whose maps override what is common to all. */
    static BuildRequest of(ImageRequest common, List<?> list) {
        if (common.image != null) {
            throw new StepFailure("image and images are both given: name each image in images");
        }
        if (list.isEmpty() || list.size() > MOST_IMAGES) {
            throw new StepFailure("images has " + list.size() + " entries: give between 1 and " + MOST_IMAGES);
        }
        var images = new ArrayList<ImageRequest>();
        list.forEach(entry -> images.add(ImageEntries.image(common, entry)));
        return new BuildRequest(images, true);
    }

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    BuildRequest checked() {
        var names = new HashSet<String>();
        for (ImageRequest image : images) {
            image.checked();
            if (!names.add(image.reference().name() + ":" + image.tag)) {
                throw new StepFailure("images has " + Names.shown(image.image) + " twice: give each image once");
            }
        }
        oneOf("tool", tool, TOOLS, "auto, maven, gradle, npm or none");
        oneOf("builder", builder, BUILDERS, "auto, docker, buildah, kaniko or jib");
        oneOf("via", via, List.of("controller", "agent"), "controller or agent");
        goals.forEach(BuildRequest::checkGoal);
        if (!goals.isEmpty() && tool.equals("none")) {
            throw new StepFailure("goals are given, and tool is none: give the tool that they are for");
        }
        if (registryCredentialsId != null) {
            Names.plain("registryCredentialsId", registryCredentialsId);
        }
        if (latest && !push) {
            throw new StepFailure("latest is a tag in the registry, and push is false: push, or leave latest out");
        }
        if (candidate && (latest || !push)) {
            throw new StepFailure("candidate is pushed under a tag of its own, and " + (push ? "latest is given: give it to "
                    + "taskhubPromote" : "push is false: leave one of them out"));
        }
        if (latest && images.stream().anyMatch(image -> "latest".equals(image.tag))) {
            throw new StepFailure("tag is 'latest' already: leave latest out, or give a tag that says which build it is");
        }
        if (builder.equals("jib") && tool.equals("none") || builder.equals("jib") && tool.equals("npm")) {
            throw new StepFailure("builder jib makes images of Maven and Gradle projects, and tool is " + tool
                    + ": give tool maven or gradle, or another builder");
        }
        return this;
    }

    boolean viaAgent() {
        return via.equals("agent");
    }

    /** What the registry holds decides whether anything is done. */
    boolean asksFirst() {
        return immutable || skipExisting;
    }

    private static void oneOf(String parameter, String value, List<String> allowed, String words) {
        if (!allowed.contains(Names.required(parameter, value))) {
            throw new StepFailure(parameter + " " + Names.shown(value) + " is none of " + words);
        }
    }

    private static void checkGoal(String goal) {
        if (goal != null && goal.startsWith("-")) {
            throw new StepFailure("goals " + Names.shown(goal) + " begins with '-': options belong into the project, such as "
                    + ".mvn/maven.config or gradle.properties, or into the environment (MAVEN_ARGS)");
        }
        if (goal == null || !goal.matches("[A-Za-z0-9_:][A-Za-z0-9_.:@/-]*")) {
            throw new StepFailure("goals " + Names.shown(String.valueOf(goal))
                    + " is not a goal, a task or a script such as verify: give each as an entry of its own");
        }
    }

    /** A copy of the texts of a list; null entries and others are refused by the checks. */
    static ArrayList<String> texts(List<?> list) {
        var copy = new ArrayList<String>();
        (list == null ? List.of() : list).forEach(entry -> copy.add(entry == null ? null : entry.toString()));
        return copy;
    }
}
