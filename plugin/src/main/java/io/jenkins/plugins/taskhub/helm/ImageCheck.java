package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.RegistryLogin;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the registry whether the images of a deployment are there: a tag that is not is refused before anything changes. */
final class ImageCheck {
    private ImageCheck() {}

    /**
     * Asks for all images at once.
     *
     * @param credentialsId of the registry; null to ask without logging in
     * @return fails with what is missing, and the tags nearest to it
     */
    static CompletableFuture<?> begin(List<String> images, String credentialsId, boolean viaAgent, Ports ports)
            throws IOException, InterruptedException {
        if (images.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        RegistryLogin login = null;
        if (credentialsId != null) {
            var found = ports.credentials().registry("registryCredentialsId", credentialsId);
            login = new RegistryLogin(found.username(), found.password().getPlainText());
        }
        var registry = ports.registry(viaAgent);
        var all = new ArrayList<CompletableFuture<?>>();
        for (String image : images) {
            all.add(registry.resolve(ImageReference.parse(image), login));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }
}
