package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.io.IOException;
import java.io.Serializable;

/** What a running step knows of its surroundings, and where it tells its outcome. For any thread; safe to keep. */
public abstract class StepContext implements FutureCallback<Object>, Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * An object of the step's surroundings: the build, its log, the workspace, the environment.
     *
     * @return null where there is none of that type
     */
    public abstract <T> T get(Class<T> key) throws IOException, InterruptedException;

    /** Ends the step with a value. Only the first outcome counts. */
    @Override
    public abstract void onSuccess(Object result);

    /** Whether the step may use {@link #get}; false while the Pipeline is being loaded. */
    public abstract boolean isReady();

    /** Saves the state of the Pipeline. */
    public abstract ListenableFuture<Void> saveState();

    /** Makes the result of the build this one, unless it is a worse one already. */
    public abstract void setResult(Result result);

    /**
     * Prepares a run of the step's body.
     *
     * @throws IllegalStateException when the step was called without a body
     */
    public abstract BodyInvoker newBodyInvoker() throws IllegalStateException;

    /** Whether the step was called with a body. */
    public boolean hasBody() {
        return false;
    }

    @Override
    public abstract boolean equals(Object o);

    @Override
    public abstract int hashCode();
}
