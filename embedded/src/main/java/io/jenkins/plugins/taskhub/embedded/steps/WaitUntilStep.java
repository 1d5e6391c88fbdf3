package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.Util;
import hudson.model.TaskListener;
import jenkins.util.Timer;

/** Runs its body again and again, with growing pauses, until it returns true. */
public class WaitUntilStep extends Step {
    private static final long LONGEST_MILLIS = 15_000;
    private static final double BACKOFF = 1.2;

    private long initialRecurrencePeriod = 250;
    private boolean quiet;

    @DataBoundConstructor
    public WaitUntilStep() {
    }

    /** The first pause, in milliseconds. */
    public long getInitialRecurrencePeriod() {
        return initialRecurrencePeriod;
    }

    @DataBoundSetter
    public void setInitialRecurrencePeriod(long initialRecurrencePeriod) {
        this.initialRecurrencePeriod = Math.max(1, initialRecurrencePeriod);
    }

    public boolean isQuiet() {
        return quiet;
    }

    @DataBoundSetter
    public void setQuiet(boolean quiet) {
        this.quiet = quiet;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, Math.min(LONGEST_MILLIS, initialRecurrencePeriod), quiet);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final boolean quiet;
        private volatile long pause;
        private volatile boolean pausing;

        Execution(StepContext context, long pause, boolean quiet) {
            super(context);
            this.pause = pause;
            this.quiet = quiet;
        }

        @Override
        public boolean start() {
            runBody();
            return false;
        }

        @Override
        public void onResume() {
            if (pausing) {
                again(pause);
            }
        }

        private void runBody() {
            pausing = false;
            getContext().newBodyInvoker().withCallback(new Callback(this)).start();
        }

        private void again(long millis) {
            pausing = true;
            Timer.get().schedule(() -> {
                if (pausing) {
                    runBody();
                }
            }, millis, TimeUnit.MILLISECONDS);
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            pausing = false;
            super.stop(cause);
        }

        private void judge(Object result) throws IOException, InterruptedException {
            if (!(result instanceof Boolean done)) {
                getContext().onFailure(new ClassCastException("The body of waitUntil returned "
                        + (result == null ? "nothing" : result.getClass().getSimpleName())
                        + "; it must return true or false"));
            } else if (done) {
                getContext().onSuccess(null);
            } else {
                if (!quiet) {
                    getContext().get(TaskListener.class).getLogger().println("Will try again after "
                            + Util.getTimeSpanString(pause));
                }
                again(pause);
                pause = Math.min(LONGEST_MILLIS, (long) (pause * BACKOFF));
            }
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;
        private final Execution execution;

        Callback(Execution execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            try {
                execution.judge(result);
            } catch (IOException | InterruptedException e) {
                context.onFailure(e);
            }
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            context.onFailure(failure);
        }
    }

    /** Describes the step {@code waitUntil}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("waitUntil", "Wait for condition", true, TaskListener.class);
        }
    }
}
