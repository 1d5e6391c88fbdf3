package io.jenkins.plugins.taskhub.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A registry that is only asked whether an image is there. */
public record ResolvingRegistry(Function<ImageReference, CompletableFuture<String>> answer) implements Registry {

    @Override
    public CompletableFuture<String> resolve(ImageReference image, RegistryLogin login) {
        return answer.apply(image);
    }

    @Override
    public CompletableFuture<Optional<String>> digest(ImageReference image, RegistryLogin login) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<String>> nearest(ImageReference image, String wanted, RegistryLogin login) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<Map<String, String>>> labels(ImageReference image, RegistryLogin login) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> tag(ImageReference image, String tag, RegistryLogin login) {
        throw new UnsupportedOperationException();
    }
}
