package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.queue.CauseOfBlockage;
import java.util.function.Function;

/** Makes causes of blockage from plain texts; in Jenkins they are translated. */
public final class BlockageAccess {
    private static volatile Function<String, CauseOfBlockage> factory;

    private BlockageAccess() {
    }

    /** Called by {@link CauseOfBlockage} when it is loaded. */
    public static void register(Function<String, CauseOfBlockage> texts) {
        factory = texts;
    }

    public static CauseOfBlockage text(String message) {
        ModelAccess.load(CauseOfBlockage.class);
        return factory.apply(message);
    }
}
