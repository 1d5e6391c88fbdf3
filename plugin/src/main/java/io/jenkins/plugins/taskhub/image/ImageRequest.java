package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/** One image that is asked for: filled from the parameters, then checked once; from then on it does not change. */
final class ImageRequest implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]+/[a-z0-9_]+(/[a-z0-9]+)?");
    private static final int LONGEST_VALUE = 32_768;

    String image;
    String registry;
    /** Where an image goes that names no registry, when {@link #registry} does not either; may be null. */
    String usualRegistry;
    String tag;
    String context;
    String dockerfile;
    LinkedHashMap<String, String> buildArgs = new LinkedHashMap<>();
    LinkedHashMap<String, String> labels = new LinkedHashMap<>();
    ArrayList<String> platforms = new ArrayList<>();
    String baseImage;

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    ImageRequest checked() {
        reference();
        if (tag != null) {
            Names.imageTag("tag", tag);
        }
        Names.workspacePath("context", context);
        if (dockerfile != null) {
            Names.workspacePath("dockerfile", dockerfile);
            if (!Paths.inside(context, dockerfile)) {
                throw new StepFailure("dockerfile " + Names.shown(dockerfile) + " lies outside of the context "
                        + Names.shown(context) + ": move it inside, or give a context that holds it (both are relative to the "
                        + "workspace)");
            }
        }
        buildArgs.forEach((name, value) -> checkPair("buildArgs", ARGUMENT, "the name of a build argument", name, value));
        labels.forEach((name, value) -> checkPair("labels", LABEL, "the name of a label, such as com.example.team", name,
                value));
        platforms.forEach(platform -> {
            if (platform == null || !PLATFORM.matcher(platform).matches()) {
                throw new StepFailure("platforms " + Names.shown(String.valueOf(platform))
                        + " is not a platform such as linux/amd64");
            }
        });
        if (baseImage != null && !baseImage.equals("scratch")) {
            ImageReference.parse(Names.plain("baseImage", baseImage));
        }
        return this;
    }

    /** The repository, without a tag. */
    ImageReference reference() {
        Names.imageRepository("image", image);
        var given = ImageReference.parse(image);
        boolean states = !given.registry().equals(ImageReference.DOCKER_HUB) || image.startsWith("docker.io/");
        String host = registry != null ? Names.registryHost("registry", registry) : states ? null : usualRegistry;
        if (host == null) {
            return given;
        }
        if (states && !given.registry().equals(host)) {
            throw new StepFailure("image " + Names.shown(image) + " is in another registry than registry "
                    + Names.shown(registry) + ": give one of them");
        }
        return states ? given : ImageReference.parse(Names.imageRepository("registry with image", host + "/" + image));
    }

    /** Where the Dockerfile is looked for, relative to the workspace. */
    String dockerfilePath() {
        return dockerfile != null ? dockerfile : Paths.below(context, "Dockerfile");
    }

    private static void checkPair(String parameter, Pattern names, String what, String name, String value) {
        if (!names.matcher(name).matches()) {
            throw new StepFailure(parameter + " " + Names.shown(name) + " is not " + what);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new StepFailure(parameter + " " + Names.shown(name) + " has a line break or another control character in "
                    + "its value " + Names.shown(value) + ": give it on one line");
        }
        if (value.length() > LONGEST_VALUE) {
            throw new StepFailure(parameter + " " + Names.shown(name) + " has a value of " + value.length()
                    + " characters: give at most " + LONGEST_VALUE);
        }
    }
}
