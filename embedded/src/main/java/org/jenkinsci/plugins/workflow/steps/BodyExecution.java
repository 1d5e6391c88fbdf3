package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.Future;
import jenkins.model.CauseOfInterruption;

/** A body of a step that runs. */
public abstract class BodyExecution implements Future<Object>, Serializable {
    private static final long serialVersionUID = 1L;

    /** The innermost steps that run in this body now. */
    public abstract Collection<StepExecution> getCurrentExecutions();

    /** Ends the body early, with these causes; false when it is done already. */
    public boolean cancel(CauseOfInterruption... causes) {
        return cancel(new FlowInterruptedException(Result.ABORTED, causes));
    }

    /** Ends the body early with this failure; false when it is done already. */
    public boolean cancel(Throwable cause) {
        return cancel(true);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return cancel(new CauseOfInterruption[0]);
    }
}
