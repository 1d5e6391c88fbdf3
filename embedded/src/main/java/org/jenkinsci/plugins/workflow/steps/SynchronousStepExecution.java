package org.jenkinsci.plugins.workflow.steps;

/**
 * A step that is done when {@link #run} returns, on the thread that runs the Pipeline: only for what takes no time.
 *
 * @param <T> what the step returns
 */
public abstract class SynchronousStepExecution<T> extends StepExecution {
    private static final long serialVersionUID = 1L;

    protected SynchronousStepExecution(StepContext context) {
        super(context);
    }

    /** Does the work, and returns what the step returns. */
    protected abstract T run() throws Exception;

    @Override
    public final boolean start() throws Exception {
        getContext().onSuccess(run());
        return true;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        // Nothing to end: run() holds the only thread that could ask.
    }
}
