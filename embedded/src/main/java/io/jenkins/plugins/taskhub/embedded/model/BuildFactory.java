package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Run;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How jobs make their next builds; each kind of job registers here when its class is loaded. */
public final class BuildFactory {
    private static final Map<Class<?>, Maker<?>> MAKERS = new ConcurrentHashMap<>();

    private BuildFactory() {
    }

    /** Makes a build of a job. */
    @FunctionalInterface
    public interface Maker<J> {
        Run<?, ?> make(J job) throws IOException;
    }

    /** Says how jobs of this class make builds. */
    public static <J> void register(Class<J> type, Maker<? super J> maker) {
        MAKERS.put(type, maker);
    }

    /** The next build of a job. */
    @SuppressWarnings("unchecked")
    public static Run<?, ?> next(Object job) throws IOException {
        Maker<Object> maker = (Maker<Object>) MAKERS.get(job.getClass());
        if (maker == null) {
            throw new IOException(job.getClass().getName() + " makes no builds");
        }
        return maker.make(job);
    }
}
