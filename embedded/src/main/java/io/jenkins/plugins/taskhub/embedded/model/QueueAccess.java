package io.jenkins.plugins.taskhub.embedded.model;

import hudson.model.Queue;
import hudson.model.queue.FutureImpl;
import hudson.remoting.AsyncFutureImpl;
import java.util.function.Function;

/** The start of a queue item, which its executor tells. */
public final class QueueAccess {
    private static volatile Function<FutureImpl, AsyncFutureImpl<Queue.Executable>> starts;

    private QueueAccess() {
    }

    /** Called by {@link FutureImpl} when it is loaded. */
    public static void register(Function<FutureImpl, AsyncFutureImpl<Queue.Executable>> access) {
        starts = access;
    }

    public static AsyncFutureImpl<Queue.Executable> start(FutureImpl future) {
        return starts.apply(future);
    }
}
