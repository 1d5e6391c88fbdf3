package org.jenkinsci.plugins.workflow.job;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import hudson.model.TopLevelItemDescriptor;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.taskhub.embedded.cps.BuildStore;
import io.jenkins.plugins.taskhub.embedded.model.BuildFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;

/** A job whose builds run a Pipeline. */
public final class WorkflowJob extends Job<WorkflowJob, WorkflowRun>
        implements TopLevelItem, Queue.FlyweightTask, ParameterizedJobMixIn.ParameterizedJob<WorkflowJob, WorkflowRun> {
    static {
        BuildFactory.register(WorkflowJob.class, WorkflowJob::newBuild);
    }

    private FlowDefinition definition;
    private boolean disabled;
    private transient BuildStore<WorkflowRun> builds;

    public WorkflowJob(ItemGroup parent, String name) {
        super(parent, name);
    }

    /** Where the script of this job comes from; null until it is set. */
    public FlowDefinition getDefinition() {
        return definition;
    }

    /** Sets where the script comes from, and saves. */
    public void setDefinition(FlowDefinition definition) {
        this.definition = definition;
        try {
            save();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot save " + getFullName(), failure);
        }
    }

    @Override
    public boolean isBuildable() {
        return definition != null && !disabled;
    }

    @Override
    public boolean isDisabled() {
        return disabled;
    }

    public void setDisabled(boolean disabled) {
        this.disabled = disabled;
    }

    /** Whether builds may run side by side. */
    @Override
    public boolean isConcurrentBuild() {
        return getProperty(DisableConcurrentBuildsJobProperty.class) == null;
    }

    /** Allows builds side by side, or forbids it. */
    public void setConcurrentBuild(boolean b) throws IOException {
        removeProperty(DisableConcurrentBuildsJobProperty.class);
        if (!b) {
            addProperty(new DisableConcurrentBuildsJobProperty());
        }
    }

    /** Whether a build waits to start. */
    public boolean isInQueue() {
        return Jenkins.get().getQueue().contains(this);
    }

    /**
     * Schedules a build; parameters that are not given have their defaults.
     *
     * @param quietPeriod seconds to wait before it starts; negative for the job's own, which is none
     * @param actions of the build: causes, parameters
     * @return null when the job cannot be built
     */
    @Override
    public QueueTaskFuture<WorkflowRun> scheduleBuild2(int quietPeriod, Action... actions) {
        return getParameterizedJobMixIn().scheduleBuild2(quietPeriod, actions);
    }

    /** Why no build can start now: the one before it runs, and they may not run side by side. */
    @Override
    public CauseOfBlockage getCauseOfBlockage() {
        var property = getProperty(DisableConcurrentBuildsJobProperty.class);
        if (property != null) {
            for (var run : _getRuns().values()) {
                if (run.isBuilding()) {
                    if (property.isAbortPrevious()) {
                        run.stop(Result.NOT_BUILT, new DisableConcurrentBuildsJobProperty.CancelledCause(run));
                    }
                    return new BuildInProgress(run);
                }
            }
        }
        return null;
    }

    private static final class BuildInProgress extends CauseOfBlockage {
        private final WorkflowRun run;

        BuildInProgress(WorkflowRun run) {
            this.run = run;
        }

        @Override
        public String getShortDescription() {
            return "Build " + run.getDisplayName() + " is already in progress";
        }
    }

    private synchronized BuildStore<WorkflowRun> builds() {
        if (builds == null) {
            builds = new BuildStore<>(this);
        }
        return builds;
    }

    private WorkflowRun newBuild() throws IOException {
        var run = new WorkflowRun(this);
        builds().add(run);
        return run;
    }

    @Override
    protected SortedMap<Integer, WorkflowRun> _getRuns() {
        return builds().all(directory -> new WorkflowRun(this, directory));
    }

    @Override
    protected void removeRun(WorkflowRun run) {
        builds().remove(run);
    }

    @Override
    public WorkflowRun getBuildByNumber(int n) {
        return _getRuns().get(n);
    }

    @Override
    public TopLevelItemDescriptor getDescriptor() {
        return (DescriptorImpl) Jenkins.get().getDescriptorOrDie(WorkflowJob.class);
    }

    /** Describes the job. */
    @Extension
    @Symbol({"pipeline", "pipelineJob"})
    public static final class DescriptorImpl extends TopLevelItemDescriptor {
        @Override
        public String getDisplayName() {
            return "Pipeline";
        }

        @Override
        public TopLevelItem newInstance(ItemGroup parent, String name) {
            return new WorkflowJob(parent, name);
        }
    }
}
