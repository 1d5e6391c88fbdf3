package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.TaskListener;

/** Runs its body in another directory of the workspace. */
public class DirStep extends Step {
    private final String path;

    @DataBoundConstructor
    public DirStep(String path) {
        this.path = Required.text("dir", "path", path);
    }

    public String getPath() {
        return path;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.block(context, (c, invoker) -> {
            FilePath dir = c.get(FilePath.class).child(path);
            c.get(TaskListener.class).getLogger().println("Running in " + dir.getRemote());
            invoker.withContext(dir);
        });
    }

    /** Describes the step {@code dir}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("dir", "Change current directory", true, FilePath.class, TaskListener.class);
        }
    }
}
