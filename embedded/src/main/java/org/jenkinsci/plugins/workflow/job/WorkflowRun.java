package org.jenkinsci.plugins.workflow.job;

import com.cloudbees.groovy.cps.Outcome;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.SettableFuture;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.taskhub.embedded.cps.BuildLog;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineEnd;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import io.jenkins.plugins.taskhub.embedded.cps.RunningBuilds;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import jenkins.model.queue.AsynchronousExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;

/** A build of a {@link WorkflowJob}. It holds no thread and no executor while its steps wait. */
public final class WorkflowRun extends Run<WorkflowJob, WorkflowRun> implements FlowExecutionOwner.Executable {
    private static final Logger LOGGER = Logger.getLogger(WorkflowRun.class.getName());

    static {
        RunningBuilds.resumeBy(WorkflowRun::resume);
    }

    private volatile boolean completed;
    private transient volatile boolean finishing;
    private transient volatile FlowExecution execution;
    private transient SettableFuture<FlowExecution> executionPromise;
    private transient Running executor;

    public WorkflowRun(WorkflowJob job) throws IOException {
        super(job);
        charset = StandardCharsets.UTF_8.name();
    }

    public WorkflowRun(WorkflowJob job, File dir) throws IOException {
        super(job, dir);
    }

    /** Starts the build, and returns while it goes on in the background. */
    @Override
    public void run() {
        onStartBuilding();
        executor = new Running();
        var listener = BuildLog.of(this).listener();
        try {
            for (var action : getActions(CauseAction.class)) {
                action.getCauses().forEach(cause -> cause.print(listener));
            }
            RunListener.fireStarted(this, listener);
            var owner = asFlowExecutionOwner();
            bind(getParent().getDefinition().create(owner, listener, getAllActions()));
            FlowExecutionList.get().register(owner);
            save();
            execution.start();
        } catch (Throwable failure) {
            finish(new Outcome(null, failure));
        }
        executor.hold();
    }

    private void bind(FlowExecution made) {
        execution = made;
        if (made instanceof PipelineExecution pipeline) {
            pipeline.whenEnded(this::finish);
        }
        executionPromise().set(made);
    }

    /** Goes on after a restart. */
    void resume() {
        try {
            bind(PipelineExecution.restore(asFlowExecutionOwner()));
            execution.onLoad(asFlowExecutionOwner());
        } catch (Throwable failure) {
            finish(new Outcome(null, PipelineExecution.cannotResume(this, failure)));
        }
    }

    private void finish(Outcome outcome) {
        finishing = true;
        var listener = BuildLog.of(this).listener();
        try {
            setResult(PipelineEnd.report(this, outcome, listener));
            RunListener.fireCompleted(this, listener);
            duration = Math.max(1, System.currentTimeMillis() - getStartTimeInMillis());
            listener.finished(getResult());
            completed = true;
            onEndBuilding();
            save();
            RunListener.fireFinalized(this);
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "cannot finish " + this);
        } finally {
            completed = true;
            BuildLog.close(this);
            FlowExecutionList.get().unregister(asFlowExecutionOwner());
            executionPromise().setException(new IOException("the build is over"));
            finishing = false;
            Jenkins.get().getQueue().scheduleMaintenance();
            if (executor != null) {
                executor.completed(null);
            }
        }
    }

    /** Keeps the executor of the build, without its thread, until the build is over. */
    private final class Running extends AsynchronousExecution {
        private static final long serialVersionUID = 1L;

        void hold() {
            throw this;
        }

        @Override
        public void interrupt(boolean forShutdown) {
            if (!forShutdown) {
                var by = getExecutor();
                stop(by.abortResult(), by.getCausesOfInterruption().toArray(new CauseOfInterruption[0]));
            }
        }

        @Override
        public boolean blocksRestart() {
            return false;
        }

        @Override
        public boolean displayCell() {
            return false;
        }
    }

    private synchronized SettableFuture<FlowExecution> executionPromise() {
        if (executionPromise == null) {
            executionPromise = SettableFuture.create();
        }
        return executionPromise;
    }

    /** The Pipeline, while it runs; null before, and when the build was loaded after its end. */
    public FlowExecution getExecution() {
        return execution;
    }

    /** The Pipeline as soon as it is there. */
    public ListenableFuture<FlowExecution> getExecutionPromise() {
        return executionPromise();
    }

    @Override
    public FlowExecutionOwner asFlowExecutionOwner() {
        return new Owner(this);
    }

    @Override
    public boolean isBuilding() {
        return !completed || finishing;
    }

    @Override
    public boolean isInProgress() {
        return isBuilding() && execution != null;
    }

    @Override
    public boolean hasntStartedYet() {
        return !completed && execution == null;
    }

    /** Makes the result this one, unless it is a worse one already. */
    @Override
    public void setResult(Result r) {
        if (result == null || r.isWorseThan(result)) {
            result = r;
        }
    }

    /** Asks the build to end: its innermost steps are stopped. */
    public HttpResponse doStop() {
        getParent().checkPermission(Item.CANCEL);
        stop(Result.ABORTED, byUser());
        return HttpResponses.redirectToDot();
    }

    private static CauseOfInterruption byUser() {
        return new CauseOfInterruption.UserInterruption(Jenkins.getAuthentication2().getName());
    }

    /** Asks the build to end. */
    void stop(Result with, CauseOfInterruption... causes) {
        var running = execution;
        try {
            if (running != null && !completed) {
                running.interrupt(with, causes);
            }
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, failure, () -> "cannot stop " + this);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the script at once, without waiting for its steps. */
    public void doTerm() {
        getParent().checkPermission(Item.CANCEL);
        if (execution instanceof PipelineExecution pipeline && !completed) {
            pipeline.kill(Result.ABORTED, byUser());
        }
    }

    /** As {@link #doTerm}: here nothing is left that would need more. */
    public void doKill() {
        doTerm();
    }

    /** Finds a build again. */
    private static final class Owner extends FlowExecutionOwner {
        private static final long serialVersionUID = 1L;
        private final String id;
        private transient WorkflowRun run;

        Owner(WorkflowRun run) {
            this.run = run;
            this.id = run.getExternalizableId();
        }

        private synchronized WorkflowRun run() throws IOException {
            if (run == null) {
                if (!(Run.fromExternalizableId(id) instanceof WorkflowRun found)) {
                    throw new IOException("the build " + id + " is gone");
                }
                run = found;
            }
            return run;
        }

        @Override
        public FlowExecution get() throws IOException {
            var found = run().getExecution();
            if (found == null) {
                throw new IOException(id + " has no Pipeline that runs");
            }
            return found;
        }

        @Override
        public File getRootDir() throws IOException {
            return run().getRootDir();
        }

        @Override
        public Queue.Executable getExecutable() throws IOException {
            return run();
        }

        @Override
        public String getUrl() throws IOException {
            return run().getUrl();
        }

        @Override
        public String getExternalizableId() {
            return id;
        }

        @Override
        public TaskListener getListener() throws IOException {
            return BuildLog.of(run()).listener();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Owner other && id.equals(other.id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }

        @Override
        public String toString() {
            return id;
        }
    }
}
