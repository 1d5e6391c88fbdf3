package jenkins.util;

import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The pool for what happens later. */
public class Timer {
    private static final long LAST_TASKS_SECONDS = 5;
    private static ScheduledExecutorService pool;

    private Timer() {
    }

    public static synchronized ScheduledExecutorService get() {
        if (pool == null) {
            ScheduledThreadPoolExecutor created =
                    new ScheduledThreadPoolExecutor(4, ModelAccess.daemons("jenkins.util.Timer"));
            created.setRemoveOnCancelPolicy(true);
            created.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            created.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
            pool = created;
        }
        return pool;
    }

    /**
     * Lets the tasks that run end and drops all others, those too that the last ones still ask for: no task of a
     * controller that was stopped works on beside the next controller.
     */
    public static void shutdown() {
        ScheduledExecutorService ending;
        synchronized (Timer.class) {
            ending = pool;
        }
        if (ending == null) {
            return;
        }
        ending.shutdown();
        try {
            if (!ending.awaitTermination(LAST_TASKS_SECONDS, TimeUnit.SECONDS)) {
                ending.shutdownNow();
            }
        } catch (InterruptedException e) {
            ending.shutdownNow();
            Thread.currentThread().interrupt();
        }
        synchronized (Timer.class) {
            pool = null;
        }
    }
}
