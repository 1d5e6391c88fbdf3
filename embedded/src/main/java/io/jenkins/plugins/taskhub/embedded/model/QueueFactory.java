package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Queue;
import java.util.function.Supplier;

/** Makes a controller's queue. */
public final class QueueFactory {
    private static volatile Supplier<Queue> factory;

    private QueueFactory() {
    }

    /** Called by {@link Queue} when it is loaded. */
    public static void register(Supplier<Queue> supplier) {
        factory = supplier;
    }

    public static Queue create() {
        ModelAccess.load(Queue.class);
        return factory.get();
    }
}
