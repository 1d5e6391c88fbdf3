package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.FilePath;
import hudson.slaves.WorkspaceList;

/** Returns the path of the current directory, or of its temporary sibling. */
public class PwdStep extends Step {
    private boolean tmp;

    @DataBoundConstructor
    public PwdStep() {
    }

    /** True for the directory of temporary files beside the workspace. */
    public boolean isTmp() {
        return tmp;
    }

    @DataBoundSetter
    public void setTmp(boolean tmp) {
        this.tmp = tmp;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronous(context, c -> {
            FilePath here = c.get(FilePath.class);
            return (tmp ? WorkspaceList.tempDir(here) : here).getRemote();
        });
    }

    /** Describes the step {@code pwd}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("pwd", "Determine current directory", false, FilePath.class);
        }
    }
}
