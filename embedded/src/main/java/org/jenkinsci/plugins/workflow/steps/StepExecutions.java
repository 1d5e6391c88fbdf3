package org.jenkinsci.plugins.workflow.steps;

/** Makes executions of simple steps from lambdas. */
public class StepExecutions {
    private StepExecutions() {}

    /** Done when the body returns; on the thread that runs the Pipeline. */
    public static StepExecution synchronous(StepContext context, SynchronousBody body) {
        return new SynchronousLambda(context, body);
    }

    /** As {@link #synchronous}, without a value. */
    public static StepExecution synchronousVoid(StepContext context, SynchronousBodyVoid body) {
        return synchronous(context, body.asReturn());
    }

    /** Runs on a background thread. */
    public static StepExecution synchronousNonBlocking(StepContext context, SynchronousBody body) {
        return new NonBlockingLambda(context, body);
    }

    /** As {@link #synchronousNonBlocking}, without a value. */
    public static StepExecution synchronousNonBlockingVoid(StepContext context, SynchronousBodyVoid body) {
        return synchronousNonBlocking(context, body.asReturn());
    }

    /** Runs the step's body once, as prepared by the lambda. */
    public static StepExecution block(StepContext context, BlockBody body) {
        return new BlockLambda(context, body);
    }

    /** The work of a step that returns a value. */
    @FunctionalInterface
    public interface SynchronousBody {
        Object call(StepContext context) throws Exception;
    }

    /** The work of a step without a value. */
    @FunctionalInterface
    public interface SynchronousBodyVoid {
        void call(StepContext context) throws Exception;

        /** This work, with null as its value. */
        default SynchronousBody asReturn() {
            return context -> {
                call(context);
                return null;
            };
        }
    }

    /** Prepares the run of a step's body: adds contexts; the callback is given already. */
    @FunctionalInterface
    public interface BlockBody {
        void call(StepContext context, BodyInvoker invoker) throws Exception;
    }

    private static final class SynchronousLambda extends SynchronousStepExecution<Object> {
        private static final long serialVersionUID = 1L;
        private final transient SynchronousBody body;

        SynchronousLambda(StepContext context, SynchronousBody body) {
            super(context);
            this.body = body;
        }

        @Override
        protected Object run() throws Exception {
            return body.call(getContext());
        }
    }

    private static final class NonBlockingLambda extends SynchronousNonBlockingStepExecution<Object> {
        private static final long serialVersionUID = 1L;
        private final transient SynchronousBody body;

        NonBlockingLambda(StepContext context, SynchronousBody body) {
            super(context);
            this.body = body;
        }

        @Override
        protected Object run() throws Exception {
            return body.call(getContext());
        }
    }

    private static final class BlockLambda extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final transient BlockBody body;

        BlockLambda(StepContext context, BlockBody body) {
            super(context);
            this.body = body;
        }

        @Override
        public boolean start() throws Exception {
            var invoker = getContext().newBodyInvoker()
                    .withCallback(BodyExecutionCallback.wrap(getContext()));
            body.call(getContext(), invoker);
            invoker.start();
            return false;
        }
    }
}
