package io.jenkins.plugins.taskhub.embedded.model;

import hudson.remoting.Channel;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The way from our own packages into Jenkins' classes, whose inner constructors are not public. */
public final class ModelAccess {
    private static volatile Function<String, Channel> channels;

    private ModelAccess() {
    }

    /** Called by {@link Channel} when it is loaded. */
    public static void register(Function<String, Channel> factory) {
        channels = factory;
    }

    /** A channel to an agent of this process. */
    public static Channel channel(String name) {
        load(Channel.class);
        return channels.apply(name);
    }

    /** Has a class of Jenkins register what it gives to this package. */
    static void load(Class<?> type) {
        try {
            MethodHandles.lookup().ensureInitialized(type);
        } catch (IllegalAccessException x) {
            throw new IllegalStateException(x);
        }
    }

    /** A factory of daemon threads, named and numbered. */
    public static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return body -> {
            Thread thread = new Thread(body, name + " #" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Throws anything where only {@code T} may be thrown. */
    @SuppressWarnings("unchecked")
    public static <T extends Throwable> T sneaky(Throwable x) throws T {
        throw (T) x;
    }
}
