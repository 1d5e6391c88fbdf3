package io.jenkins.plugins.taskhub.cli;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.util.Timer;

/**
 * The threads on which steps talk to agents, clusters and registries; never the one that runs the Pipeline. There are
 * such on the controller and, for what is asked through an agent, on the agent.
 */
public final class Background {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Background::thread);
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, Background::thread);

    static {
        TIMER.setRemoveOnCancelPolicy(true);
    }

    private Background() {}

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "taskhub-delivery-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(Background.class.getClassLoader());
        return thread;
    }

    /** Runs a task now. */
    public static Future<?> run(Runnable task) {
        return THREADS.submit(task);
    }

    /** The threads themselves, for those who ask for an executor. */
    public static Executor executor() {
        return THREADS;
    }

    /**
     * Runs a task after a delay, unless the controller ends before; no thread waits for it. Only on the controller.
     *
     * @return cancels it before it is run
     */
    public static Future<?> later(Runnable task, long milliseconds) {
        return Timer.get().schedule(() -> THREADS.submit(task), milliseconds, TimeUnit.MILLISECONDS);
    }

    /** The one thread that keeps the time, for what is quick: nothing on it waits for the network. */
    public static ScheduledExecutorService timer() {
        return TIMER;
    }
}
