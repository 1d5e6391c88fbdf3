package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.security.ACL;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of a Pipeline; it ends while there is nothing to do, and comes back. */
final class PipelineThread {
    private static final ThreadLocal<PipelineThread> CURRENT = new ThreadLocal<>();
    /** Continuations are nested deeply when they are saved and loaded. */
    private static final long STACK_BYTES = 64L << 20;
    private static final int SUSPEND_SECONDS = 30;

    private final ThreadPoolExecutor executor;
    private final Runnable afterEach;
    private volatile Object owner;

    /**
     * @param afterEach what to do after each task
     */
    PipelineThread(String name, Runnable afterEach) {
        this.afterEach = afterEach;
        executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(null, task, name, STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    void bind(Object to) {
        owner = to;
    }

    /** Whose thread this is, or null. */
    static <T> T owner(Class<T> type) {
        var current = CURRENT.get();
        return current == null ? null : type.cast(current.owner);
    }

    boolean isCurrent() {
        return CURRENT.get() == this;
    }

    /**
     * Runs a task after those before it.
     *
     * @throws RejectedExecutionException after the end
     */
    void execute(Runnable task) {
        executor.execute(() -> {
            CURRENT.set(this);
            try (var system = ACL.as2(ACL.SYSTEM2)) {
                task.run();
                afterEach.run();
            } finally {
                CURRENT.remove();
            }
        });
    }

    /** Takes no more tasks. */
    void stop() {
        executor.shutdown();
    }

    /** Runs a last task, waits for it, and drops what comes later. */
    void stopAfter(Runnable last) {
        var done = new CountDownLatch(1);
        try {
            executor.execute(() -> {
                executor.shutdown();
                executor.getQueue().clear();
                try {
                    last.run();
                } finally {
                    done.countDown();
                }
            });
            if (!done.await(SUSPEND_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (RejectedExecutionException ended) {
            return;
        } catch (InterruptedException stop) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
