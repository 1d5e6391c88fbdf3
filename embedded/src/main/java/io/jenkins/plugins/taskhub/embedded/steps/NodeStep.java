package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Runs its body on an agent, in a workspace of its own. */
public class NodeStep extends Step {
    private final String label;

    @DataBoundConstructor
    public NodeStep(String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    /** A label expression; null for any agent. */
    public String getLabel() {
        return label;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new NodeExecution(context, label);
    }

    /** Describes the step {@code node}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("node", "Allocate node", true, Run.class, TaskListener.class);
        }
    }
}
