package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

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
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Keeps files of the workspace with the build. */
public class ArchiveArtifactsStep extends Step {
    private final String artifacts;
    private String excludes;
    private boolean allowEmptyArchive;
    private boolean onlyIfSuccessful;
    private boolean fingerprint;

    @DataBoundConstructor
    public ArchiveArtifactsStep(String artifacts) {
        if (Util.fixEmptyAndTrim(artifacts) == null) {
            throw new IllegalArgumentException("archiveArtifacts takes patterns of files: artifacts: 'target/*.jar'");
        }
        this.artifacts = artifacts.trim();
    }

    /** Ant-like patterns, separated by commas. */
    public String getArtifacts() {
        return artifacts;
    }

    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    public boolean isAllowEmptyArchive() {
        return allowEmptyArchive;
    }

    @DataBoundSetter
    public void setAllowEmptyArchive(boolean allowEmptyArchive) {
        this.allowEmptyArchive = allowEmptyArchive;
    }

    public boolean isOnlyIfSuccessful() {
        return onlyIfSuccessful;
    }

    @DataBoundSetter
    public void setOnlyIfSuccessful(boolean onlyIfSuccessful) {
        this.onlyIfSuccessful = onlyIfSuccessful;
    }

    public boolean isFingerprint() {
        return fingerprint;
    }

    /** True to print the sha256 of each file. */
    @DataBoundSetter
    public void setFingerprint(boolean fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronousNonBlockingVoid(context, this::archive);
    }

    private void archive(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        TaskListener listener = context.get(TaskListener.class);
        if (onlyIfSuccessful && run.getResult() != null && run.getResult().isWorseThan(Result.UNSTABLE)) {
            listener.getLogger().println("Skipped archiving because build is not successful");
            return;
        }
        listener.getLogger().println("Archiving artifacts");
        FilePath workspace = context.get(FilePath.class);
        FilePath[] found = workspace.list(artifacts, excludes);
        if (found.length == 0 && !allowEmptyArchive) {
            throw new AbortException("No artifacts found that match the file pattern \"" + artifacts
                    + "\". Configuration error?");
        } else if (found.length == 0) {
            listener.getLogger().println("No artifacts found that match the file pattern \"" + artifacts + "\".");
            return;
        }
        workspace.copyRecursiveTo(artifacts, excludes, new FilePath(run.getArtifactsDir()));
        if (fingerprint) {
            for (FilePath file : found) {
                listener.getLogger().println("  " + file.digest() + "  " + file.getName());
            }
        }
    }

    /** Describes the step {@code archiveArtifacts}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("archiveArtifacts", "Archive the artifacts", false, FilePath.class, Run.class, TaskListener.class);
        }
    }
}
