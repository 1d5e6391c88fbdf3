package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;

/** Marks where a Declarative Pipeline holds Groovy code; runs its body. */
public class ScriptStep extends Step {
    @DataBoundConstructor
    public ScriptStep() {
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.block(context, (c, invoker) -> {
        });
    }

    /** Describes the step {@code script}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("script", "Run arbitrary Pipeline script", true);
        }
    }
}
