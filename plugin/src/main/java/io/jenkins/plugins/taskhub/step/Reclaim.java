package io.jenkins.plugins.taskhub.step;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import jenkins.model.Jenkins;

/**
 * Asks all steps that were under way before a restart to take back what they held. Builds come back one after another,
 * and one that waits might else be faster than the one that it waits for. Asked once in the life of a controller: what is
 * begun in it is known in memory.
 */
final class Reclaim {
    private static final Map<Jenkins, CompletableFuture<Void>> ASKED = new WeakHashMap<>();

    private Reclaim() {}

    /** Complete when all have been asked, also those of builds that had to be loaded for it. */
    static CompletableFuture<Void> once() {
        synchronized (ASKED) {
            return ASKED.computeIfAbsent(Jenkins.get(), controller -> ask());
        }
    }

    private static CompletableFuture<Void> ask() {
        var asked = new CompletableFuture<Void>();
        EngineExecution.reclaimAll(() -> asked.complete(null));
        return asked;
    }
}
