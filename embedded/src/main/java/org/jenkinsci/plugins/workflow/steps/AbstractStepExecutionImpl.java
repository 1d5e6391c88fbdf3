package org.jenkinsci.plugins.workflow.steps;

/** An execution in the manner of the first Pipeline plugins; {@link StepExecution} serves as well. */
public abstract class AbstractStepExecutionImpl extends StepExecution {
    private static final long serialVersionUID = 1L;

    protected AbstractStepExecutionImpl(StepContext context) {
        super(context);
    }
}
