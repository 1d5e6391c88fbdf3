package org.jenkinsci.plugins.workflow.flow;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.io.IOException;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A Pipeline that runs, or ran, for one build. */
public abstract class FlowExecution {
    /** Starts it from the beginning. */
    public abstract void start() throws IOException;

    /** Goes on after the controller came back, from what was saved. */
    public void onLoad(FlowExecutionOwner owner) throws IOException {}

    /** The build that it runs for. */
    public abstract FlowExecutionOwner getOwner();

    /** The nodes that run now, innermost ones alone. */
    public abstract List<FlowNode> getCurrentHeads();

    /** The steps that run now, innermost ones alone. */
    public ListenableFuture<List<StepExecution>> getCurrentExecutions() {
        return getCurrentExecutions(true);
    }

    /**
     * The steps that run now.
     *
     * @param innerMostOnly leave out steps that only wait for their bodies
     */
    public ListenableFuture<List<StepExecution>> getCurrentExecutions(boolean innerMostOnly) {
        throw new UnsupportedOperationException(getClass().getName() + " does not tell its steps");
    }

    /** Ends the Pipeline early: the innermost steps are stopped, and the build gets the result. */
    public abstract void interrupt(Result r, CauseOfInterruption... causes) throws IOException, InterruptedException;

    /** The node of this id, while it runs; else null. */
    public abstract FlowNode getNode(String id) throws IOException;

    /** Whether this node runs now and has no node inside. */
    public abstract boolean isCurrentHead(FlowNode n);

    /** Whether the Pipeline ended. */
    public boolean isComplete() {
        return false;
    }
}
