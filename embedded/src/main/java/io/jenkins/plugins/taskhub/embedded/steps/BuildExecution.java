package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.taskhub.embedded.cps.BuildView;
import io.jenkins.plugins.taskhub.embedded.cps.NearNames;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/** Waits for the build of another job; finds it again after a restart. */
final class BuildExecution extends StepExecution implements Builds.Waiter {
    private static final long serialVersionUID = 1L;

    private final String job;
    private final boolean wait;
    private final boolean propagate;
    private final int quietPeriod;
    private final transient List<BuildParameter> parameters;
    private volatile String buildId;

    BuildExecution(StepContext context, BuildStep step) {
        super(context);
        job = step.getJob();
        wait = step.isWait();
        propagate = step.isPropagate();
        quietPeriod = step.getQuietPeriod();
        parameters = step.getParameters();
    }

    @Override
    public boolean start() throws Exception {
        WorkflowJob other = find(getContext().get(Run.class).getParent());
        Run<?, ?> run = getContext().get(Run.class);
        say("Scheduling project: " + other.getFullDisplayName());
        List<ParameterValue> values = parameters.stream().map(BuildParameter::toValue).toList();
        QueueTaskFuture<WorkflowRun> future = other.scheduleBuild2(quietPeriod,
                new CauseAction(new Cause.UpstreamCause(run)), new ParametersAction(values));
        if (future == null) {
            throw new AbortException("The job " + job + " is disabled");
        }
        if (wait) {
            Timer.get().submit(() -> await(future));
        } else {
            getContext().onSuccess(null);
        }
        return false;
    }

    private WorkflowJob find(Job<?, ?> context) throws AbortException {
        WorkflowJob found = Jenkins.get().getItem(job, context, WorkflowJob.class);
        if (found == null) {
            found = LocalSettings.get().missingJob(job);
        }
        if (found == null) {
            throw new AbortException("No item named " + job + " found" + NearNames.hint(job,
                    Jenkins.get().getItems(WorkflowJob.class).stream().map(WorkflowJob::getName).toList()));
        }
        return found;
    }

    private void await(QueueTaskFuture<WorkflowRun> future) {
        try {
            WorkflowRun started = future.waitForStart();
            buildId = started.getExternalizableId();
            say("Starting building: " + started.getFullDisplayName());
            getContext().saveState();
            Builds.get().await(buildId, this);
        } catch (ExecutionException | IOException e) {
            getContext().onFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            getContext().onFailure(e);
        }
    }

    @Override
    public void onResume() {
        if (buildId == null) {
            getContext().onFailure(new AbortException("The controller was restarted before the build of " + job
                    + " had started. Run it again."));
        } else {
            Builds.get().await(buildId, this);
        }
    }

    @Override
    public void over(Run<?, ?> build) {
        if (build == null) {
            getContext().onFailure(new AbortException("The build " + buildId + " is gone"));
            return;
        }
        Result result = build.getResult();
        try {
            say("Build " + build.getFullDisplayName() + " completed: " + result);
        } catch (IOException e) {
            getContext().onFailure(e);
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (propagate && result.isWorseThan(Result.SUCCESS)) {
            FlowInterruptedException failure = new FlowInterruptedException(result, false, new OtherFailed(
                    build.getFullDisplayName() + " completed with status " + result + " (propagate: false to ignore)"));
            getContext().onFailure(failure);
        } else {
            getContext().onSuccess(new BuildView(build, false));
        }
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (buildId != null && Run.fromExternalizableId(buildId) instanceof WorkflowRun other && other.isBuilding()) {
            List<CauseOfInterruption> causes = cause instanceof FlowInterruptedException interrupted
                    ? interrupted.getCauses() : List.of();
            other.getExecution().interrupt(Result.ABORTED, causes.toArray(CauseOfInterruption[]::new));
        }
        super.stop(cause);
    }

    @Override
    public String getStatus() {
        return buildId == null ? "waiting for " + job + " to start" : "waiting for " + buildId;
    }

    private void say(String line) throws IOException, InterruptedException {
        getContext().get(TaskListener.class).getLogger().println(line);
    }

    /** The other build did not succeed. */
    private static final class OtherFailed extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;
        private final String description;

        OtherFailed(String description) {
            this.description = description;
        }

        @Override
        public String getShortDescription() {
            return description;
        }
    }
}
