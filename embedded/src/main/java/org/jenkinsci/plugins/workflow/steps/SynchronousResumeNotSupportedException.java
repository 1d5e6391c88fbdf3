package org.jenkinsci.plugins.workflow.steps;

import io.jenkins.plugins.taskhub.embedded.cps.RunningSteps;

/** A step was in the middle of work that a restart of the controller ends. */
public class SynchronousResumeNotSupportedException extends Exception {
    private static final long serialVersionUID = 1L;

    public SynchronousResumeNotSupportedException() {
        super("The step cannot go on after a restart of the controller. Run the build again, or wrap the step in "
                + "retry(conditions: [nonresumable()], count: 2).");
    }

    /** Names the step of this context. */
    public SynchronousResumeNotSupportedException(StepContext context) {
        super("Resume after a restart not supported for the step '" + RunningSteps.nameOf(context)
                + "'. Run the build again.");
    }
}
