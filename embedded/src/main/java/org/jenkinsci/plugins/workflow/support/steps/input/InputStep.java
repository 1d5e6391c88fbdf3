package org.jenkinsci.plugins.workflow.support.steps.input;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.AbstractStepImpl;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.Extension;
import hudson.Util;
import hudson.model.ParameterDefinition;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Pauses a build until somebody answers. */
public class InputStep extends AbstractStepImpl implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String message;
    private String id;
    private String ok;
    private String cancel;
    private String submitter;
    private String submitterParameter;
    private List<ParameterDefinition> parameters = new ArrayList<>();

    @DataBoundConstructor
    public InputStep(String message) {
        this.message = Util.fixEmpty(message) == null
                ? "Pipeline has paused and needs your input before proceeding" : message;
    }

    public String getMessage() {
        return message;
    }

    /** The name of the prompt in its address; its first letter is a capital. */
    public String getId() {
        return id == null ? capitalize(Util.getDigestOf(message)) : id;
    }

    @DataBoundSetter
    public void setId(String id) {
        this.id = capitalize(Util.fixEmpty(id));
    }

    /** The text on the button that goes on. */
    public String getOk() {
        return ok == null ? "Proceed" : ok;
    }

    @DataBoundSetter
    public void setOk(String ok) {
        this.ok = Util.fixEmpty(ok);
    }

    /** The text on the button that aborts. */
    public String getCancel() {
        return cancel == null ? "Abort" : cancel;
    }

    @DataBoundSetter
    public void setCancel(String cancel) {
        this.cancel = Util.fixEmpty(cancel);
    }

    /** Comma-separated users and groups of whom one may answer; null when everybody who may build may answer. */
    public String getSubmitter() {
        return submitter;
    }

    @DataBoundSetter
    public void setSubmitter(String submitter) {
        this.submitter = Util.fixEmptyAndTrim(submitter);
    }

    /** The name under which the id of who answered is returned. */
    public String getSubmitterParameter() {
        return submitterParameter;
    }

    @DataBoundSetter
    public void setSubmitterParameter(String submitterParameter) {
        this.submitterParameter = Util.fixEmptyAndTrim(submitterParameter);
    }

    /** What is asked. */
    public List<ParameterDefinition> getParameters() {
        return parameters;
    }

    @DataBoundSetter
    public void setParameters(List<ParameterDefinition> parameters) {
        this.parameters = parameters == null ? new ArrayList<>() : new ArrayList<>(parameters);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new InputStepExecution(this, context);
    }

    @Override
    public DescriptorImpl getDescriptor() {
        return (DescriptorImpl) super.getDescriptor();
    }

    private static String capitalize(String id) {
        return id == null ? null : Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    /** Describes the step {@code input}. */
    @Extension
    public static class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "input";
        }

        @Override
        public String getDisplayName() {
            return "Wait for interactive input";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }
    }
}
