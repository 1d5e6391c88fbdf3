package io.jenkins.plugins.taskhub.image;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.config.FormChecks;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Gives an image in the registry another tag. Its parameters are explained in {@code docs/steps/taskhubPromote.md}. */
public class TaskhubPromoteStep extends Step {
    @DataBoundSetter public boolean immutable = true;
    @DataBoundSetter public boolean latest;
    @DataBoundSetter public String registryCredentialsId;
    @DataBoundSetter public boolean dryRun;
    @DataBoundSetter public String via = "controller";

    private final String image;
    private final String digest;
    private final String tag;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public TaskhubPromoteStep(String image, String digest, String tag) {
        this.image = image;
        this.digest = digest;
        this.tag = tag;
    }

    /** The repository of the image, without a tag. */
    public String getImage() {
        return image;
    }

    /** What the tag is to point to. */
    public String getDigest() {
        return digest;
    }

    /** The tag. */
    public String getTag() {
        return tag;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "image", () -> new Promotion(new PromoteRequest(image,
                digest, tag, immutable, latest, Parameters.given(registryCredentialsId), dryRun, via)));
    }

    /** Makes the step known as {@code taskhubPromote}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "taskhubPromote";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.TaskhubPromoteStep_displayName();
        }

        /** Explains what is wrong with a repository. */
        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.of(item, () -> Names.imageRepository("image", value));
        }

        /** Explains what is wrong with a tag. */
        @POST
        public FormValidation doCheckTag(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.of(item, () -> Names.imageTag("tag", value));
        }

        /** Explains what is wrong with a digest. */
        @POST
        public FormValidation doCheckDigest(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.of(item, () -> ImageReference.checkDigest(value));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }
    }
}
