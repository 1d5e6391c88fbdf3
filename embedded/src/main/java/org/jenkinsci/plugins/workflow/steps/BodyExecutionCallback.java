package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import java.io.Serializable;

/** Told of the start and the end of a step's body. Saved with the Pipeline. */
public abstract class BodyExecutionCallback implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The body starts, with this context inside it. */
    public void onStart(StepContext context) {}

    /** The body ended with this value. */
    public abstract void onSuccess(StepContext context, Object result);

    /** The body failed. */
    public abstract void onFailure(StepContext context, Throwable t);

    /** A callback that hands the outcome on. The given one must be serialisable. */
    public static BodyExecutionCallback wrap(FutureCallback<Object> v) {
        return new Wrapper(v);
    }

    /** Hands the outcome of the body on as the outcome of the step, after {@link #finished}. */
    public abstract static class TailCall extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        /** Cleans up when the body ended, however it ended. A failure here fails the step. */
        protected abstract void finished(StepContext context) throws Exception;

        @Override
        public final void onSuccess(StepContext context, Object result) {
            try {
                finished(context);
            } catch (Exception failure) {
                context.onFailure(failure);
                return;
            }
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable t) {
            try {
                finished(context);
            } catch (Exception failure) {
                t.addSuppressed(failure);
            }
            context.onFailure(t);
        }
    }

    private static final class Wrapper extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;
        @SuppressWarnings("serial")
        private final FutureCallback<Object> target;

        Wrapper(FutureCallback<Object> target) {
            if (!(target instanceof Serializable)) {
                throw new IllegalArgumentException(target.getClass() + " is not Serializable");
            }
            this.target = target;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            target.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable t) {
            target.onFailure(t);
        }
    }
}
