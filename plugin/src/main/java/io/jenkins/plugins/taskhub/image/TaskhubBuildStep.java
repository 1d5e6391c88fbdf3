package io.jenkins.plugins.taskhub.image;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.config.FormChecks;
import io.jenkins.plugins.taskhub.config.TaskhubConfiguration;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
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
 * Builds, tests and pushes an application's image. Its parameters are explained in {@code docs/steps/taskhubBuild.md};
 * maps are raw because Pipeline takes a map only for a parameter of just that type.
 */
@SuppressWarnings("rawtypes")
public class TaskhubBuildStep extends Step {
    @DataBoundSetter public List<Map> images;
    @DataBoundSetter public String registry;
    @DataBoundSetter public String tag;
    @DataBoundSetter public String context = ".";
    @DataBoundSetter public String dockerfile;
    @DataBoundSetter public Map buildArgs;
    @DataBoundSetter public Map labels;
    @DataBoundSetter public List<String> platforms;
    @DataBoundSetter public String baseImage;
    @DataBoundSetter public String tool = BuildRequest.AUTO;
    @DataBoundSetter public List<String> goals;
    @DataBoundSetter public boolean test = true;
    @DataBoundSetter public String builder = BuildRequest.AUTO;
    @DataBoundSetter public boolean push = true;
    @DataBoundSetter public String registryCredentialsId;
    @DataBoundSetter public boolean latest;
    @DataBoundSetter public boolean candidate;
    @DataBoundSetter public boolean immutable;
    @DataBoundSetter public boolean skipExisting;
    @DataBoundSetter public boolean dryRun;
    @DataBoundSetter public String via = "controller";

    private final String image;

    /** Takes what is mandatory, unless {@code images} is given; {@link #start} checks it. */
    @DataBoundConstructor
    public TaskhubBuildStep(String image) {
        this.image = image;
    }

    /** The repository of the image, without a tag. */
    public String getImage() {
        return image;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "image", () -> new ImageBuild(request()));
    }

    private BuildRequest request() {
        var common = new ImageRequest();
        common.image = Parameters.given(image);
        common.registry = Parameters.given(registry);
        common.usualRegistry = TaskhubConfiguration.settings().registry();
        common.tag = Parameters.given(tag);
        common.context = context;
        common.dockerfile = Parameters.given(dockerfile);
        common.buildArgs = Parameters.textMap("buildArgs", buildArgs);
        common.labels = Parameters.textMap("labels", labels);
        common.platforms = BuildRequest.texts(platforms);
        common.baseImage = Parameters.given(baseImage);
        var request = images == null ? BuildRequest.of(common) : BuildRequest.of(common, images);
        request.tool = tool;
        request.goals = BuildRequest.texts(goals);
        request.test = test;
        request.builder = builder;
        request.push = push;
        request.registryCredentialsId = Parameters.given(registryCredentialsId);
        request.latest = latest;
        request.candidate = candidate;
        request.immutable = immutable;
        request.skipExisting = skipExisting;
        request.dryRun = dryRun;
        request.via = via;
        return request;
    }

    /** Makes the step known as {@code taskhubBuild}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "taskhubBuild";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.TaskhubBuildStep_displayName();
        }

        /** What builds the application. */
        public List<String> getToolChoices() {
            return BuildRequest.TOOLS;
        }

        /** What makes the image. */
        public List<String> getBuilderChoices() {
            return BuildRequest.BUILDERS;
        }

        /** Explains what is wrong with a repository. */
        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.given(item, value, () -> Names.imageRepository("image", value));
        }

        /** Explains what is wrong with a tag. */
        @POST
        public FormValidation doCheckTag(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.given(item, value, () -> Names.imageTag("tag", value));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return ON_AGENT;
        }
    }
}
