package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Runs its body; a failure in it is told, and marks the build and the stage instead of ending them. */
public class CatchErrorStep extends Step {
    private String message;
    private String buildResult = Result.FAILURE.toString();
    private String stageResult = Result.SUCCESS.toString();
    private boolean catchInterruptions = true;

    @DataBoundConstructor
    public CatchErrorStep() {
    }

    public String getMessage() {
        return message;
    }

    @DataBoundSetter
    public void setMessage(String message) {
        this.message = Util.fixEmptyAndTrim(message);
    }

    public String getBuildResult() {
        return buildResult;
    }

    @DataBoundSetter
    public void setBuildResult(String buildResult) {
        this.buildResult = CaughtError.result("buildResult", buildResult);
    }

    public String getStageResult() {
        return stageResult;
    }

    @DataBoundSetter
    public void setStageResult(String stageResult) {
        this.stageResult = CaughtError.result("stageResult", stageResult);
    }

    public boolean isCatchInterruptions() {
        return catchInterruptions;
    }

    @DataBoundSetter
    public void setCatchInterruptions(boolean catchInterruptions) {
        this.catchInterruptions = catchInterruptions;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new CaughtError.Execution(context,
                new CaughtError(message, buildResult, stageResult, catchInterruptions));
    }

    /** Describes the step {@code catchError}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("catchError", "Catch error and set build result to failure", true, FlowNode.class, Run.class, TaskListener.class);
        }
    }
}
