package io.jenkins.plugins.taskhub.terraform;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.config.FormChecks;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Plans a Terraform configuration, shows the plan, and applies exactly that. Its parameters are explained in
 * {@code docs/steps/terraformApply.md}; maps are raw because Pipeline takes a map only for a parameter of just that type.
 */
@SuppressWarnings("rawtypes")
public class TerraformApplyStep extends Step {
    @DataBoundSetter public String target;
    @DataBoundSetter public boolean confirm;
    @DataBoundSetter public Map vars;
    @DataBoundSetter public List<String> varFiles;
    @DataBoundSetter public Map secretVars;
    @DataBoundSetter public Map backendConfig;
    @DataBoundSetter public String workspace;
    @DataBoundSetter public List<String> targets;
    @DataBoundSetter public boolean planOnly;
    @DataBoundSetter public boolean dryRun;
    @DataBoundSetter public boolean approve;
    @DataBoundSetter public String submitter;
    @DataBoundSetter public List<String> allowDestroy;
    @DataBoundSetter public List<String> requireCrds;
    @DataBoundSetter public String binary = "auto";
    @DataBoundSetter public String lockTimeout = "1m";
    @DataBoundSetter public Integer parallelism;
    @DataBoundSetter public boolean refreshOnly;
    @DataBoundSetter public boolean driftOnly;
    @DataBoundSetter public String kubeconfigId;
    @DataBoundSetter public String context;
    @DataBoundSetter public String via = "controller";

    private final String dir;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public TerraformApplyStep(String dir) {
        this.dir = dir;
    }

    /** The folder with the configuration, relative to the workspace. */
    public String getDir() {
        return dir;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "terraform", () -> new TerraformApply(request()));
    }

    private ApplyRequest request() {
        var request = new ApplyRequest();
        request.dir = dir;
        request.target = Parameters.given(target);
        request.confirm = confirm;
        request.vars = Parameters.plainMap("vars", vars);
        request.varFiles = copy(varFiles);
        request.secretVars = Parameters.textMap("secretVars", secretVars);
        request.backendConfig = Parameters.plainMap("backendConfig", backendConfig);
        request.workspace = Parameters.given(workspace);
        request.targets = copy(targets);
        request.planOnly = planOnly || dryRun;
        request.approve = approve;
        request.submitter = Parameters.given(submitter);
        request.allowDestroy = copy(allowDestroy);
        request.requireCrds = copy(requireCrds);
        request.binary = binary;
        request.lockTimeout = lockTimeout;
        request.parallelism = parallelism;
        request.refreshOnly = refreshOnly;
        request.driftOnly = driftOnly;
        request.cluster = new KubeAccess(kubeconfigId, context, via);
        return request;
    }

    private static ArrayList<String> copy(List<String> list) {
        return new ArrayList<>(list == null ? List.of() : list);
    }

    /** Makes the step known as {@code terraformApply}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "terraformApply";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.TerraformApplyStep_displayName();
        }

        /** The environments. */
        public List<String> getTargetChoices() {
            return ApplyRequest.ENVIRONMENTS;
        }

        /** What runs the configuration. */
        public List<String> getBinaryChoices() {
            return ApplyRequest.BINARIES;
        }

        /** Explains what is wrong with a folder. */
        @POST
        public FormValidation doCheckDir(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.of(item, () -> Names.workspacePath("dir", value));
        }

        /** Explains what is wrong with a span of time. */
        @POST
        public FormValidation doCheckLockTimeout(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.given(item, value, () -> Names.duration("lockTimeout", value));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return ON_AGENT;
        }
    }
}
