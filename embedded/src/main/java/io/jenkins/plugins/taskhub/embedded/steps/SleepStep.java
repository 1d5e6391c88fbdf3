package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.Util;
import hudson.model.TaskListener;
import jenkins.util.Timer;

/** Waits, without a thread and over a restart of the controller. */
public class SleepStep extends Step {
    private final int time;
    private TimeUnit unit = TimeUnit.SECONDS;

    @DataBoundConstructor
    public SleepStep(int time) {
        if (time < 1) {
            throw new IllegalArgumentException("sleep takes a time of at least 1, not " + time);
        }
        this.time = time;
    }

    public int getTime() {
        return time;
    }

    public TimeUnit getUnit() {
        return unit;
    }

    @DataBoundSetter
    public void setUnit(TimeUnit unit) {
        this.unit = unit;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, unit.toMillis(time));
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final long millis;
        private long end;
        private transient volatile ScheduledFuture<?> wakeUp;

        Execution(StepContext context, long millis) {
            super(context);
            this.millis = millis;
        }

        @Override
        public boolean start() throws Exception {
            end = System.currentTimeMillis() + millis;
            getContext().get(TaskListener.class).getLogger().println("Sleeping for " + Util.getTimeSpanString(millis));
            schedule();
            return false;
        }

        @Override
        public void onResume() {
            schedule();
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            if (wakeUp != null) {
                wakeUp.cancel(false);
            }
            super.stop(cause);
        }

        @Override
        public String getStatus() {
            return "sleeping for another " + Util.getTimeSpanString(end - System.currentTimeMillis());
        }

        private void schedule() {
            long left = Math.max(0, end - System.currentTimeMillis());
            wakeUp = Timer.get().schedule(() -> getContext().onSuccess(null), left, TimeUnit.MILLISECONDS);
        }
    }

    /** Describes the step {@code sleep}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("sleep", "Sleep", false, TaskListener.class);
        }
    }
}
