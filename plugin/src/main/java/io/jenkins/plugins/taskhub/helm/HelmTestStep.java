package io.jenkins.plugins.taskhub.helm;

import hudson.Extension;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs the tests of a Helm release's chart. Its parameters are explained in {@code docs/steps/helmTest.md}. */
public class HelmTestStep extends Step {
    @DataBoundSetter public String timeout = "5m";
    @DataBoundSetter public boolean logs = true;
    @DataBoundSetter public String kubeconfigId;
    @DataBoundSetter public String context;
    @DataBoundSetter public String via = "controller";

    private final String release;
    private final String namespace;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public HelmTestStep(String release, String namespace) {
        this.release = release;
        this.namespace = namespace;
    }

    /** The release's name. */
    public String getRelease() {
        return release;
    }

    /** Where the release is. */
    public String getNamespace() {
        return namespace;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "helm", () -> new HelmTests(
                new HelmTarget(release, namespace, kubeconfigId, this.context, via), Names.duration("timeout", timeout),
                logs));
    }

    /** Makes the step known as {@code helmTest}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "helmTest";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.HelmTestStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return ON_AGENT;
        }
    }
}
