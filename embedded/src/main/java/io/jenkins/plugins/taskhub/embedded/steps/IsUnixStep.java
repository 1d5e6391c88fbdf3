package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.Launcher;

/** Tells whether the agent is not a Windows machine. */
public class IsUnixStep extends Step {
    @DataBoundConstructor
    public IsUnixStep() {
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronous(context, c -> c.get(Launcher.class).isUnix());
    }

    /** Describes the step {@code isUnix}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("isUnix", "Checks if running on a Unix-like node", false, Launcher.class);
        }
    }
}
