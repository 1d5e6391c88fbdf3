package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;

/** Brings back what was kept by {@code stash}. */
public class UnstashStep extends Step {
    private final String name;

    @DataBoundConstructor
    public UnstashStep(String name) {
        this.name = Stashes.checkName(name);
    }

    public String getName() {
        return name;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlockingVoid(context, c -> {
            FilePath stash = Stashes.of(c.get(Run.class), name);
            if (!stash.exists()) {
                throw new AbortException("No such saved stash '" + name + "'");
            }
            Stashes.copy(stash, stash.list("**", null, false), c.get(FilePath.class));
        });
    }

    /** Describes the step {@code unstash}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("unstash", "Restore files previously stashed", false, FilePath.class, Run.class);
        }
    }
}
