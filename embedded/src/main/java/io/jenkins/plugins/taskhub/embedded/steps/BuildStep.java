package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.ArrayList;
import java.util.List;

import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Starts a build of another job and, unless told otherwise, waits for it and takes over its failure. */
public class BuildStep extends Step {
    private final String job;
    private List<BuildParameter> parameters = List.of();
    private boolean wait = true;
    private boolean propagate = true;
    private int quietPeriod;

    @DataBoundConstructor
    public BuildStep(String job) {
        this.job = Required.text("build", "job", job);
    }

    public String getJob() {
        return job;
    }

    public List<BuildParameter> getParameters() {
        return parameters;
    }

    @DataBoundSetter
    public void setParameters(List<BuildParameter> parameters) {
        this.parameters = new ArrayList<>(parameters);
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    /** Seconds to wait before the other build starts. */
    public int getQuietPeriod() {
        return quietPeriod;
    }

    @DataBoundSetter
    public void setQuietPeriod(int quietPeriod) {
        this.quietPeriod = quietPeriod;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new BuildExecution(context, this);
    }

    /** Describes the step {@code build}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("build", "Build a job", false, FlowNode.class, Run.class, TaskListener.class);
        }
    }
}
