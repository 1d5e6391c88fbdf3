package io.jenkins.plugins.taskhub.embedded.steps;

import java.nio.file.Path;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.TaskListener;

/** Brings a branch of a git repository of this machine into the workspace. */
public class GitStep extends Step {
    private final String url;
    private String branch = "master";

    @DataBoundConstructor
    public GitStep(String url) {
        this.url = Required.text("git", "url", url);
    }

    public String getUrl() {
        return url;
    }

    public String getBranch() {
        return branch;
    }

    @DataBoundSetter
    public void setBranch(String branch) {
        this.branch = branch;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlocking(context, c -> Git.checkOut(url, branch,
                Path.of(c.get(FilePath.class).getRemote()), c.get(TaskListener.class)));
    }

    /** Describes the step {@code git}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("git", "Git", false, FilePath.class, TaskListener.class);
        }
    }
}
