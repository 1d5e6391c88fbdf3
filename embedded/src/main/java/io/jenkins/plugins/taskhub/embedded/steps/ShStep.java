package io.jenkins.plugins.taskhub.embedded.steps;

import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.TaskListener;

/** Runs a shell script on the agent. The script outlives the controller; the step finds it again after a restart. */
public class ShStep extends Step {
    private final String script;
    private boolean returnStdout;
    private boolean returnStatus;
    private String encoding;
    private String label;

    @DataBoundConstructor
    public ShStep(String script) {
        if (script == null) {
            throw new IllegalArgumentException("sh takes a script: sh 'make'");
        }
        this.script = script;
    }

    public String getScript() {
        return script;
    }

    public boolean isReturnStdout() {
        return returnStdout;
    }

    @DataBoundSetter
    public void setReturnStdout(boolean returnStdout) {
        this.returnStdout = returnStdout;
    }

    public boolean isReturnStatus() {
        return returnStatus;
    }

    @DataBoundSetter
    public void setReturnStatus(boolean returnStatus) {
        this.returnStatus = returnStatus;
    }

    /** Character set of the output. */
    public String getEncoding() {
        return encoding;
    }

    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = Util.fixEmptyAndTrim(encoding);
    }

    /** What the step is called on the pages of the build. */
    public String getLabel() {
        return label;
    }

    @DataBoundSetter
    public void setLabel(String label) {
        this.label = Util.fixEmptyAndTrim(label);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (returnStdout && returnStatus) {
            throw new IllegalArgumentException("you may not select both returnStdout and returnStatus");
        }
        if (label != null) {
            context.get(FlowNode.class).addAction(new LabelAction(label));
        }
        return new ShExecution(context, script, encoding,
                returnStdout ? ShExecution.Wanted.OUTPUT : returnStatus ? ShExecution.Wanted.STATUS
                        : ShExecution.Wanted.SUCCESS);
    }

    /** Describes the step {@code sh}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("sh", "Shell Script", false, EnvVars.class, FilePath.class, FlowNode.class, Launcher.class, TaskListener.class);
        }
    }
}
