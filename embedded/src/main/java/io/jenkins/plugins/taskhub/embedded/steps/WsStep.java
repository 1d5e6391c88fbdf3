package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.Map;

import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;

/** Runs its body in another workspace of the same agent. */
public class WsStep extends Step {
    private final String dir;

    @DataBoundConstructor
    public WsStep(String dir) {
        if (Util.fixEmptyAndTrim(dir) == null) {
            throw new IllegalArgumentException("ws takes a directory: ws('other') { … }");
        }
        this.dir = dir;
    }

    public String getDir() {
        return dir;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.block(context, (c, invoker) -> {
            FilePath workspace = c.get(FilePath.class).sibling(dir);
            workspace.mkdirs();
            c.get(TaskListener.class).getLogger().println("Running in " + workspace.getRemote());
            invoker.withContexts(workspace, EnvironmentExpander.merge(c.get(EnvironmentExpander.class),
                    EnvironmentExpander.constant(Map.of("WORKSPACE", workspace.getRemote(),
                            "WORKSPACE_TMP", WorkspaceList.tempDir(workspace).getRemote()))));
        });
    }

    /** Describes the step {@code ws}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("ws", "Allocate workspace", true, FilePath.class, TaskListener.class);
        }
    }
}
