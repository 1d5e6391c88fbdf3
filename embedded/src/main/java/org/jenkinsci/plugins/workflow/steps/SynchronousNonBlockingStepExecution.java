package org.jenkinsci.plugins.workflow.steps;

import io.jenkins.plugins.taskhub.embedded.cps.BackgroundSteps;
import java.util.concurrent.Future;

/**
 * A step whose work runs on a background thread. It does not survive a restart of the controller.
 *
 * @param <T> what the step returns
 */
public abstract class SynchronousNonBlockingStepExecution<T> extends StepExecution {
    private static final long serialVersionUID = 1L;

    private transient volatile Future<?> task;
    private transient volatile Throwable stopCause;

    protected SynchronousNonBlockingStepExecution(StepContext context) {
        super(context);
    }

    /** Does the work, and returns what the step returns. Interrupted when the step is stopped. */
    protected abstract T run() throws Exception;

    @Override
    public final boolean start() throws Exception {
        task = BackgroundSteps.submit(getContext(), () -> {
            try {
                getContext().onSuccess(run());
            } catch (Throwable failure) {
                var cause = stopCause;
                if (cause == null) {
                    getContext().onFailure(failure);
                } else {
                    if (failure != cause) {
                        cause.addSuppressed(failure);
                    }
                    getContext().onFailure(cause);
                }
            }
        });
        return false;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopCause = cause;
        var running = task;
        if (running != null) {
            running.cancel(true);
        }
        super.stop(cause);
    }

    @Override
    public void onResume() {
        getContext().onFailure(new SynchronousResumeNotSupportedException(getContext()));
    }

    @Override
    public String getStatus() {
        return task == null ? "not running" : "running in the background";
    }

    @Override
    public boolean blocksRestart() {
        return task != null;
    }
}
