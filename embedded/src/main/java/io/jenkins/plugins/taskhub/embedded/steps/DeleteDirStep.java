package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.FilePath;

/** Deletes the current directory with all that is in it. */
public class DeleteDirStep extends Step {
    @DataBoundConstructor
    public DeleteDirStep() {
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlockingVoid(context, c -> c.get(FilePath.class).deleteRecursive());
    }

    /** Describes the step {@code deleteDir}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("deleteDir", "Recursively delete the current directory from the workspace", false, FilePath.class);
        }
    }
}
