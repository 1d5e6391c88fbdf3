package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.RegistryLogin;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Asks the registry for the images of a deployment: a tag that is not there is refused before anything changes, and on
 * request the digest behind the tag is what is deployed.
 */
final class ImageCheck implements Serializable {
    private static final long serialVersionUID = 1L;

    private final DeployRequest request;
    private final DeployLog log;
    private ArrayList<String> images = new ArrayList<>();
    private String digest;
    private boolean asked;

    /** @param log is told the digests */
    ImageCheck(DeployRequest request, DeployLog log) {
        this.request = request;
        this.log = log;
    }

    /** The digest to deploy; null where the image is not pinned. */
    String digest() {
        return digest;
    }

    /** The tag stays, so the digest that is deployed with it does, too; where there is none, none is added. */
    void keep(CurrentTags current) {
        if (request.imageDigestKey != null && request.imageTag.equals(DeployRequest.KEEP_CURRENT)) {
            digest = current.deployed(request.imageDigestKey).map(ImageReference::checkDigest).orElse(null);
            log.found(current.deployed(request.imageTagKey).filter(tag -> request.image != null)
                    .map(tag -> request.image + ":" + tag).orElse(null), digest);
        }
    }

    /**
     * Asks which digest the new tag has now, where that is wanted.
     *
     * @return fails where the registry does not know the tag, with the tags nearest to it
     */
    CompletableFuture<?> pin(Ports ports) throws IOException, InterruptedException {
        if (request.imageDigestKey == null || request.imageTag.equals(DeployRequest.KEEP_CURRENT)) {
            return CompletableFuture.completedFuture(null);
        }
        var image = ImageReference.parse(request.image + ":" + request.imageTag);
        return ports.registry(request.target.viaAgent()).resolve(image, login(image, ports)).thenAccept(found -> {
            digest = found;
            asked = true;
            log.found(image.toString(), found);
            ports.log().line(image + " is " + found);
        });
    }

    /**
     * After the chart was rendered: which images are still to be asked for.
     *
     * @param tags values key to tag
     * @param changed false where nothing is to be deployed, so nothing is asked
     * @throws StepFailure when a tag or the digest arrives in no container
     */
    void rendered(Preview preview, Map<String, String> tags, boolean changed) {
        if (digest != null && !preview.pins(digest)) {
            throw new StepFailure("the digest " + digest + " given at " + request.imageDigestKey
                    + " arrives in no container of the chart: correct imageDigestKey");
        }
        images = request.verifyImage && changed && !asked
                ? preview.images(tags, Optional.ofNullable(request.image), Optional.ofNullable(digest)) : new ArrayList<>();
    }

    /**
     * Asks for all images at once.
     *
     * @return fails with what is missing, and the tags nearest to it
     */
    CompletableFuture<?> begin(Ports ports) throws IOException, InterruptedException {
        if (images.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var registry = ports.registry(request.target.viaAgent());
        var all = new ArrayList<CompletableFuture<?>>();
        for (String image : images) {
            var reference = ImageReference.parse(image);
            all.add(registry.resolve(reference, login(reference, ports))
                    .thenAccept(found -> log.found(image, found)));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** The step's own login, else that of the global configuration where the registry is its; null for none. */
    private RegistryLogin login(ImageReference image, Ports ports) throws IOException, InterruptedException {
        String id = ports.settings().registryCredentialsId(request.registryCredentialsId, image.registry());
        if (id == null) {
            return null;
        }
        var found = ports.credentials().registry("registryCredentialsId", id);
        return new RegistryLogin(found.username(), found.password().getPlainText());
    }
}
