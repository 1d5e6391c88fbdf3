package org.jenkinsci.plugins.workflow.steps;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.model.TaskListener;
import java.io.IOException;

/** Adds variables to the environment of steps. */
public abstract class StepEnvironmentContributor implements ExtensionPoint {
    /** Adds to the environment of the step of this context. */
    public void buildEnvironmentFor(StepContext stepContext, EnvVars envs, TaskListener listener)
            throws IOException, InterruptedException {}
}
