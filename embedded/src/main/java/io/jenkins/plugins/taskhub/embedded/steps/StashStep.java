package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Keeps files of the workspace for later in the same build. */
public class StashStep extends Step {
    private final String name;
    private String includes = "**";
    private String excludes;
    private boolean useDefaultExcludes = true;
    private boolean allowEmpty;

    @DataBoundConstructor
    public StashStep(String name) {
        this.name = Stashes.checkName(name);
    }

    public String getName() {
        return name;
    }

    public String getIncludes() {
        return includes;
    }

    @DataBoundSetter
    public void setIncludes(String includes) {
        this.includes = Util.fixEmptyAndTrim(includes) == null ? "**" : includes;
    }

    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    public boolean isUseDefaultExcludes() {
        return useDefaultExcludes;
    }

    /** False to keep what is usually left out, such as {@code .git}. */
    @DataBoundSetter
    public void setUseDefaultExcludes(boolean useDefaultExcludes) {
        this.useDefaultExcludes = useDefaultExcludes;
    }

    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    @DataBoundSetter
    public void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlockingVoid(context, c -> {
            FilePath workspace = c.get(FilePath.class);
            FilePath target = Stashes.of(c.get(Run.class), name);
            target.deleteRecursive();
            FilePath[] files = workspace.list(includes, excludes, useDefaultExcludes);
            if (files.length == 0 && !allowEmpty) {
                throw new AbortException("No files included in stash '" + name + "'");
            }
            Stashes.copy(workspace, files, target);
            c.get(TaskListener.class).getLogger().println("Stashed " + files.length + " file(s)");
        });
    }

    /** Describes the step {@code stash}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("stash", "Stash some files to be used later in the build", false, FilePath.class, Run.class, TaskListener.class);
        }
    }
}
