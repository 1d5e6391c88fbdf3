package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.Util;

/** Groups what belongs together under a name. */
public class StageStep extends Step {
    private final String name;

    @DataBoundConstructor
    public StageStep(String name) {
        if (Util.fixEmptyAndTrim(name) == null) {
            throw new IllegalArgumentException("stage takes a name: stage('Deploy') { … }");
        }
        this.name = name;
    }

    public String getName() {
        return name;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.block(context, (c, invoker) -> invoker.withDisplayName(name));
    }

    /** Describes the step {@code stage}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("stage", "Stage", true);
        }
    }
}
