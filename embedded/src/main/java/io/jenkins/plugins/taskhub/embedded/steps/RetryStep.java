package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.AbortException;
import hudson.Extension;
import hudson.Functions;
import hudson.model.TaskListener;

/** Runs its body again until it succeeds, at most so many times. */
public class RetryStep extends Step {
    private final int count;

    @DataBoundConstructor
    public RetryStep(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("retry takes a count of at least 1, not " + count);
        }
        this.count = count;
    }

    public int getCount() {
        return count;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, count);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final int count;

        Execution(StepContext context, int count) {
            super(context);
            this.count = count;
        }

        @Override
        public boolean start() {
            getContext().newBodyInvoker().withCallback(new Callback(count)).start();
            return false;
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;
        private int left;

        Callback(int left) {
            this.left = left;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            left--;
            if (left == 0 || failure instanceof FlowInterruptedException e && e.isActualInterruption()) {
                context.onFailure(failure);
                return;
            }
            try {
                TaskListener listener = context.get(TaskListener.class);
                if (failure instanceof AbortException) {
                    listener.error(failure.getMessage());
                } else {
                    Functions.printStackTrace(failure, listener.error("Execution failed"));
                }
                listener.getLogger().println("Retrying");
                context.newBodyInvoker().withCallback(this).start();
            } catch (IOException | InterruptedException e) {
                e.addSuppressed(failure);
                context.onFailure(e);
            }
        }
    }

    /** Describes the step {@code retry}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("retry", "Retry the body up to N times", true, TaskListener.class);
        }
    }
}
