package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.Set;

/**
 * What is asked of {@code taskhubPromote}.
 *
 * @param immutable a tag that points elsewhere is refused
 * @param latest the tag {@code latest} is pointed there too
 * @param registryCredentialsId may be null
 */
record PromoteRequest(String image, String digest, String tag, boolean immutable, boolean latest,
        String registryCredentialsId, boolean dryRun, String via) implements Serializable {

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    PromoteRequest checked() {
        reference();
        ImageReference.checkDigest(Names.required("digest", digest));
        Names.imageTag("tag", tag);
        if (!Set.of("controller", "agent").contains(Names.required("via", via))) {
            throw new StepFailure("via " + Names.shown(via) + " is none of controller or agent");
        }
        return this;
    }

    /** The repository, without a tag. */
    ImageReference reference() {
        return ImageReference.parse(Names.imageRepository("image", image));
    }

    boolean viaAgent() {
        return via.equals("agent");
    }
}
