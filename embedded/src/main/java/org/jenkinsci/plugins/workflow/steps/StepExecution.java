package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.jenkins.plugins.taskhub.embedded.cps.RunningSteps;
import java.io.Serializable;
import java.util.function.Consumer;

/** A step that runs. Saved with the Pipeline: keep in its fields only what can be serialised. */
public abstract class StepExecution implements Serializable {
    private static final long serialVersionUID = 1L;

    private StepContext context;

    protected StepExecution() {}

    /** An execution that tells its outcome to this context. */
    protected StepExecution(StepContext context) {
        this.context = context;
    }

    /** The context given to the constructor. */
    public StepContext getContext() {
        if (context == null) {
            throw new IllegalStateException(getClass().getName() + " was made without a context");
        }
        return context;
    }

    /**
     * Starts the step, on the thread that runs the Pipeline.
     *
     * @return true when the step is done and told its outcome, false when it goes on in the background
     * @throws Exception when the step fails at once
     */
    public abstract boolean start() throws Exception;

    /**
     * Asks the step to end early. A step that holds anything ends it here, then fails with the cause.
     *
     * @param cause why; usually a {@link FlowInterruptedException}
     */
    public void stop(Throwable cause) throws Exception {
        getContext().onFailure(cause);
    }

    /** Called instead of {@link #start} when the Pipeline was loaded again in the middle of this step. */
    public void onResume() {}

    /** What the step is doing now, or null. */
    public String getStatus() {
        return null;
    }

    /** Whether a restart would break this step. */
    public boolean blocksRestart() {
        return false;
    }

    /** Gives every running step of this type, in all builds, to the consumer. */
    public static <T extends StepExecution> ListenableFuture<?> acceptAll(Class<T> type, Consumer<T> consumer) {
        RunningSteps.all().filter(type::isInstance).map(type::cast).forEach(consumer);
        return Futures.immediateFuture(null);
    }

    /** Gives every running step, in all builds, to the consumer. */
    public static ListenableFuture<?> acceptAll(Consumer<StepExecution> consumer) {
        return acceptAll(StepExecution.class, consumer);
    }
}
