package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An image with all that was settled about it, for a builder.
 *
 * @param image repository and tag
 * @param latest the tag {@code latest} is set too
 * @param context the folder that is sent to the builder, relative to the workspace
 * @param dockerfile relative to the workspace
 * @param baseImage what jib begins with; null for its own choice
 * @param created what the image says of its making
 * @param push it goes to the registry
 * @param digestFile absolute path on the agent, for builders that write a file about what they pushed
 */
record Plan(ImageReference image, boolean latest, String context, String dockerfile, Map<String, String> buildArgs,
            Map<String, String> labels, List<String> platforms, String baseImage, Instant created, boolean push,
            String digestFile) {

    /** The full name with the tag. */
    String reference() {
        return image.toString();
    }

    /** The full name with the tag {@code latest}. */
    String latestReference() {
        return image.withTag("latest").toString();
    }

    /** It is made for several platforms at once. */
    boolean hasSeveralPlatforms() {
        return platforms.size() > 1;
    }
}
