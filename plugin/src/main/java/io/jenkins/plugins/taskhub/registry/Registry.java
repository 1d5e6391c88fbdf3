package io.jenkins.plugins.taskhub.registry;

import hudson.remoting.VirtualChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What a step asks a registry. Every future fails with a {@link RegistryException} (as it is or as the cause of a
 * CompletionException) whose message is for the user. A login may be null: asked without logging in.
 */
public interface Registry {

    /** Asks from the controller; no thread waits for the answers. */
    static Registry direct() {
        return new RegistryClient();
    }

    /** Asks from the agent at the other end of the channel; a thread of the executor waits for each answer. */
    static Registry through(VirtualChannel channel, Executor executor) {
        return new AgentRegistry(channel, executor);
    }

    /** The digest that the image's tag points to; empty where the registry has no such tag or no such image. */
    CompletableFuture<Optional<String>> digest(ImageReference image, RegistryLogin login);

    /**
     * The digest that the image's tag points to, or a failure that names the tags nearest to it where the registry
     * lists them.
     */
    CompletableFuture<String> resolve(ImageReference image, RegistryLogin login);

    /** At most three tags of the image that are nearest to the wanted one; for an empty one its newest versions. */
    CompletableFuture<List<String>> nearest(ImageReference image, String wanted, RegistryLogin login);

    /**
     * The labels of the image that the tag or the digest points to; of the first one where that is a list of images for
     * several platforms. Empty where the registry has no such tag or no such image.
     */
    CompletableFuture<Optional<Map<String, String>>> labels(ImageReference image, RegistryLogin login);

    /**
     * Points the tag to the image that has this digest, wherever it pointed before; the image itself is not sent again.
     *
     * @param image with a digest
     */
    CompletableFuture<Void> tag(ImageReference image, String tag, RegistryLogin login);
}
