package io.jenkins.plugins.taskhub.helm;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.config.FormChecks;
import io.jenkins.plugins.taskhub.step.EngineExecution;
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
 * Installs or upgrades a Helm release. Its parameters are explained in {@code docs/steps/helmDeploy.md}; maps are raw
 * because Pipeline takes a map only for a parameter of just that type.
 */
@SuppressWarnings("rawtypes")
public class HelmDeployStep extends Step {
    @DataBoundSetter public List<String> values;
    @DataBoundSetter public Map set;
    @DataBoundSetter public Map setString;
    @DataBoundSetter public String imageTag;
    @DataBoundSetter public Map imageTags;
    @DataBoundSetter public String imageTagKey = "image.tag";
    @DataBoundSetter public String image;
    @DataBoundSetter public String imageDigestKey;
    @DataBoundSetter public boolean verifyImage = true;
    @DataBoundSetter public String registryCredentialsId;
    @DataBoundSetter public String chartVersion;
    @DataBoundSetter public boolean atomic;
    @DataBoundSetter public boolean wait = true;
    @DataBoundSetter public String timeout = "5m";
    @DataBoundSetter public boolean createNamespace;
    @DataBoundSetter public String kubeconfigId;
    @DataBoundSetter public String context;
    @DataBoundSetter public String via = "controller";
    @DataBoundSetter public boolean diff = true;
    @DataBoundSetter public boolean dryRun;
    @DataBoundSetter public Integer historyMax;
    @DataBoundSetter public String recover = "fail";
    @DataBoundSetter public boolean lock = true;
    @DataBoundSetter public Map annotations;
    @DataBoundSetter public String environment;

    private final String release;
    private final String chart;
    private final String namespace;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public HelmDeployStep(String release, String chart, String namespace) {
        this.release = release;
        this.chart = chart;
        this.namespace = namespace;
    }

    /** The release's name. */
    public String getRelease() {
        return release;
    }

    /** A folder or archive in the workspace, or the reference of a chart elsewhere. */
    public String getChart() {
        return chart;
    }

    /** Where the release is. */
    public String getNamespace() {
        return namespace;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "helm", () -> new HelmDeployment(request()));
    }

    private DeployRequest request() {
        var request = new DeployRequest(new HelmTarget(release, namespace, kubeconfigId, context, via));
        request.chart = chart;
        request.values = new ArrayList<>(values == null ? List.of() : values);
        request.set = Parameters.plainMap("set", set);
        request.setString = Parameters.textMap("setString", setString);
        request.imageTag = imageTag;
        request.imageTags = Parameters.textMap("imageTags", imageTags);
        request.imageTagKey = imageTagKey;
        request.image = Parameters.given(image);
        request.imageDigestKey = Parameters.given(imageDigestKey);
        request.verifyImage = verifyImage;
        request.registryCredentialsId = Parameters.given(registryCredentialsId);
        request.chartVersion = Parameters.given(chartVersion);
        request.atomic = atomic;
        request.wait = wait;
        request.timeout = timeout;
        request.createNamespace = createNamespace;
        request.diff = diff;
        request.dryRun = dryRun;
        request.historyMax = historyMax;
        request.recover = recover;
        request.lock = lock;
        request.annotations = Parameters.textMap("annotations", annotations);
        request.environment = Parameters.given(environment);
        return request;
    }

    /** Makes the step known as {@code helmDeploy}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "helmDeploy";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.HelmDeployStep_displayName();
        }

        /** What becomes of a release that is stuck. */
        public List<String> getRecoverChoices() {
            return DeployRequest.RECOVERIES;
        }

        /** Explains what is wrong with a tag. */
        @POST
        public FormValidation doCheckImageTag(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.given(item, value, () -> DeployRequest.checkTag("imageTag", value));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return ON_AGENT;
        }
    }
}
