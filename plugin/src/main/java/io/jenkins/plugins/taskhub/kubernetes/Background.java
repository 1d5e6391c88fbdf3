package io.jenkins.plugins.taskhub.kubernetes;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of all watches together: one that keeps the time, and some that come and go for calls that wait. */
final class Background {
    /** For what is quick: never waits for the network. */
    static final ScheduledExecutorService TIMER = timer();
    /** For what may wait. */
    static final ExecutorService CALLS = Executors.newCachedThreadPool(daemons("taskhub-kubernetes-call-"));

    private Background() {
    }

    private static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(1, daemons("taskhub-kubernetes-timer-"));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ThreadFactory daemons(String prefix) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
