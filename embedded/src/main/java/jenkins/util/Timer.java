package jenkins.util;

import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The pool for what happens later. */
public class Timer {
    private static ScheduledExecutorService pool;

    private Timer() {
    }

    public static synchronized ScheduledExecutorService get() {
        if (pool == null || pool.isShutdown()) {
            ScheduledThreadPoolExecutor created =
                    new ScheduledThreadPoolExecutor(4, ModelAccess.daemons("jenkins.util.Timer"));
            created.setRemoveOnCancelPolicy(true);
            pool = created;
        }
        return pool;
    }

    public static synchronized void shutdown() {
        if (pool != null) {
            pool.shutdownNow();
            pool = null;
        }
    }
}
