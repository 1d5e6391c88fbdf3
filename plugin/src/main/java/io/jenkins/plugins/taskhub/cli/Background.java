package io.jenkins.plugins.taskhub.cli;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenkins.util.Timer;

/** The threads on which steps talk to agents, clusters and registries; never the one that runs the Pipeline. */
public final class Background {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "taskhub-delivery-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(Background.class.getClassLoader());
        return thread;
    });

    private Background() {}

    /** Runs a task now. */
    public static Future<?> run(Runnable task) {
        return THREADS.submit(task);
    }

    /** The threads themselves, for those who ask for an executor. */
    public static Executor executor() {
        return THREADS;
    }

    /** Runs a task after a delay; no thread waits for it. */
    public static void later(Runnable task, long milliseconds) {
        Timer.get().schedule(() -> THREADS.submit(task), milliseconds, TimeUnit.MILLISECONDS);
    }
}
