package org.jenkinsci.plugins.workflow.steps;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;

/** One configured step of a Pipeline: its parameters, and how to start it. */
public abstract class Step extends AbstractDescribableImpl<Step> implements ExtensionPoint {
    @Override
    public StepDescriptor getDescriptor() {
        return (StepDescriptor) super.getDescriptor();
    }

    /**
     * Makes an execution of this step. Called on the thread that runs the Pipeline: no input or output here.
     *
     * @param context where the step finds its surroundings, and tells its outcome
     * @throws Exception when the step cannot start; the step then fails with it
     */
    public abstract StepExecution start(StepContext context) throws Exception;
}
