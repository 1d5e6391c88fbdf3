package jenkins.model;

import hudson.model.Action;
import hudson.model.BuildableItem;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.taskhub.embedded.model.BuildFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import jenkins.triggers.TriggeredItem;

/** Schedules builds of jobs with parameters. */
public abstract class ParameterizedJobMixIn<JobT extends Job<JobT, RunT> & ParameterizedJobMixIn.ParameterizedJob
        <JobT, RunT> & Queue.Task, RunT extends Run<JobT, RunT> & Queue.Executable> {
    protected abstract JobT asJob();

    public final boolean scheduleBuild() {
        return scheduleBuild(0, new Cause.UserIdCause());
    }

    public final boolean scheduleBuild(Cause c) {
        return scheduleBuild(0, c);
    }

    public final boolean scheduleBuild(int quietPeriod) {
        return scheduleBuild(quietPeriod, new Cause.UserIdCause());
    }

    public final boolean scheduleBuild(int quietPeriod, Cause c) {
        return scheduleBuild2(quietPeriod, c == null ? new Action[0] : new Action[] {new CauseAction(c)}) != null;
    }

    /** Schedules a build, with the defaults of parameters that are not given; {@code null} where it is refused. */
    @SuppressWarnings("unchecked")
    public final QueueTaskFuture<RunT> scheduleBuild2(int quietPeriod, Action... actions) {
        Queue.Item item = scheduleBuild2(asJob(), quietPeriod, actions);
        return item == null ? null : (QueueTaskFuture<RunT>) (QueueTaskFuture<?>) item.getFuture();
    }

    /** Schedules a build; the queue's item, or {@code null} where it is refused. */
    public static Queue.Item scheduleBuild2(Job<?, ?> job, int quietPeriod, Action... actions) {
        if (!job.isBuildable()) {
            return null;
        }
        List<Action> all = new ArrayList<>(Arrays.asList(actions));
        all.removeIf(Objects::isNull);
        ParametersDefinitionProperty property = job.getProperty(ParametersDefinitionProperty.class);
        if (property != null && all.stream().noneMatch(ParametersAction.class::isInstance)) {
            List<ParameterValue> defaults = new ArrayList<>();
            for (ParameterDefinition definition : property.getParameterDefinitions()) {
                ParameterValue value = definition.getDefaultParameterValue();
                if (value != null) {
                    defaults.add(value);
                }
            }
            all.add(new ParametersAction(defaults));
        }
        int wait = quietPeriod == -1 ? ((ParameterizedJob<?, ?>) job).getQuietPeriod() : quietPeriod;
        return Jenkins.get().getQueue().schedule2((Queue.Task) job, wait, all).getItem();
    }

    public final boolean isParameterized() {
        return asJob().getProperty(ParametersDefinitionProperty.class) != null;
    }

    /** A job that can have parameters. */
    public interface ParameterizedJob<JobT extends Job<JobT, RunT> & ParameterizedJob<JobT, RunT> & Queue.Task,
            RunT extends Run<JobT, RunT> & Queue.Executable> extends BuildableItem, TriggeredItem {
        @SuppressWarnings("unchecked")
        default ParameterizedJobMixIn<JobT, RunT> getParameterizedJobMixIn() {
            return new ParameterizedJobMixIn<>() {
                @Override
                protected JobT asJob() {
                    return (JobT) ParameterizedJob.this;
                }
            };
        }

        /** The next build. */
        @SuppressWarnings("unchecked")
        default RunT createExecutable() throws IOException {
            return (RunT) BuildFactory.next(this);
        }

        default int getQuietPeriod() {
            return Jenkins.get().getQuietPeriod();
        }

        default boolean isParameterized() {
            return getParameterizedJobMixIn().isParameterized();
        }

        default boolean isDisabled() {
            return false;
        }

        default boolean isBuildable() {
            return !isDisabled();
        }

        @Override
        default boolean scheduleBuild(int quietPeriod, Cause c) {
            return getParameterizedJobMixIn().scheduleBuild(quietPeriod, c);
        }

        @Override
        default boolean scheduleBuild(Cause c) {
            return getParameterizedJobMixIn().scheduleBuild(c);
        }

        default QueueTaskFuture<RunT> scheduleBuild2(int quietPeriod, Action... actions) {
            return getParameterizedJobMixIn().scheduleBuild2(quietPeriod, actions);
        }
    }
}
