package io.jenkins.plugins.taskhub.approval;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.config.FormChecks;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.Objects;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The gate in front of production: nothing passes without a confirmation, a tag that is in the registry, and the yes of
 * those who may give it. Returns who approved what, when and why, bound to the image's digest.
 */
public final class ConfirmProdStep extends Step {

    static final String NAME = "confirmProd";

    private final ApprovalRequest request;

    /**
     * Takes what is mandatory; it is judged when the step runs.
     *
     * @param confirm    whether the job's CONFIRM_PROD was ticked
     * @param releaseTag the tag that goes to production
     * @param image      the image's repository, without a tag
     */
    @DataBoundConstructor
    public ConfirmProdStep(boolean confirm, String releaseTag, String image) {
        request = new ApprovalRequest(confirm, releaseTag, image);
    }

    public boolean isConfirm() { return request.confirm; }

    public String getReleaseTag() { return request.releaseTag; }

    public String getImage() { return request.image; }

    public String getEnvironment() { return request.environment; }
    @DataBoundSetter public void setEnvironment(String name) { request.environment = Objects.requireNonNullElse(name, "prod"); }

    public String getSubmitter() { return request.submitter; }
    @DataBoundSetter public void setSubmitter(String submitter) { request.submitter = Util.fixEmptyAndTrim(submitter); }

    public int getApprovers() { return request.approvers; }
    @DataBoundSetter public void setApprovers(int approvers) { request.approvers = approvers; }

    public boolean isAllowSelf() { return request.allowSelf; }
    @DataBoundSetter public void setAllowSelf(boolean allowSelf) { request.allowSelf = allowSelf; }

    public boolean isReason() { return request.needsReason(); }
    @DataBoundSetter public void setReason(boolean reason) { request.reason = reason; }

    public String getWindow() { return request.window; }
    @DataBoundSetter public void setWindow(String window) { request.window = Util.fixEmptyAndTrim(window); }

    public String getFreeze() { return request.freeze; }
    @DataBoundSetter public void setFreeze(String freeze) { request.freeze = Util.fixEmptyAndTrim(freeze); }

    public String getTimeout() { return request.timeout; }
    @DataBoundSetter public void setTimeout(String timeout) { request.timeout = Util.fixEmptyAndTrim(timeout); }

    public Object getChanges() { return request.changes; }

    /** Takes text, a map or a list. */
    @DataBoundSetter public void setChanges(Object changes) { request.changes = ApprovalTexts.changes(changes); }

    public boolean isParameterOnly() { return request.parameterOnly; }
    @DataBoundSetter public void setParameterOnly(boolean parameterOnly) { request.parameterOnly = parameterOnly; }

    public String getRegistryCredentialsId() { return request.registryCredentialsId; }
    @DataBoundSetter
    public void setRegistryCredentialsId(String id) { request.registryCredentialsId = Util.fixEmptyAndTrim(id); }

    public String getVia() { return request.via; }
    @DataBoundSetter public void setVia(String via) { request.via = via == null ? "controller" : via; }

    @Override
    public StepExecution start(StepContext context) {
        return new ApprovalExecution(context, request);
    }

    /** Registers the step. */
    @Extension
    public static final class DescriptorImpl extends TaskhubStepDescriptor {

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.ConfirmProdStep_displayName();
        }

        /** Explains what is wrong with a tag. */
        @POST
        public FormValidation doCheckReleaseTag(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.of(item, () -> Names.imageTag("releaseTag", value));
        }

        /** Explains what is wrong with a repository. */
        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.of(item, () -> Names.imageRepository("image", value));
        }

        /** Explains what is wrong with a window. */
        @POST
        public FormValidation doCheckWindow(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.given(item, value, () -> DeploymentWindow.parse(value));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }
    }
}
