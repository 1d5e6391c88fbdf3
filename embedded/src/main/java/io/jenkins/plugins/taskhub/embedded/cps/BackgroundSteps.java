package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.security.ACL;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The threads of steps that work in the background. */
public final class BackgroundSteps {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(task, "Pipeline step " + COUNT.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    private BackgroundSteps() {}

    /** Runs the work of the step of this context; the thread is named after it while it runs. */
    public static Future<?> submit(StepContext context, Runnable work) {
        return THREADS.submit(() -> {
            var thread = Thread.currentThread();
            var name = thread.getName();
            thread.setName(name + ": " + context);
            try (var system = ACL.as2(ACL.SYSTEM2)) {
                work.run();
            } finally {
                thread.setName(name);
            }
        });
    }
}
