package io.jenkins.plugins.taskhub.helm;

import hudson.Extension;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Takes a Helm release back to an earlier revision. Its parameters are explained in {@code docs/steps/helmRollback.md}. */
public class HelmRollbackStep extends Step {
    @DataBoundSetter public String imageTagKey = "image.tag";
    @DataBoundSetter public boolean wait = true;
    @DataBoundSetter public String timeout = "5m";
    @DataBoundSetter public String kubeconfigId;
    @DataBoundSetter public String context;
    @DataBoundSetter public String via = "controller";
    @DataBoundSetter public boolean dryRun;
    @DataBoundSetter public boolean lock = true;
    @DataBoundSetter public String environment;

    private final String release;
    private final String namespace;
    private Object revision;

    /** Takes what is mandatory; {@link #start} checks it. */
    @DataBoundConstructor
    public HelmRollbackStep(String release, String namespace) {
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

    /** Where to go back to, as it was given; null for what was deployed before. */
    public Object getRevision() {
        return revision;
    }

    /** Takes text or a whole number; checked by {@link #start}. */
    @DataBoundSetter
    public void setRevision(Object number) {
        revision = Parameters.plain("revision", number);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "helm", () -> new HelmRollback(request()));
    }

    private RollbackRequest request() {
        var request = new RollbackRequest(new HelmTarget(release, namespace, kubeconfigId, context, via));
        request.revision = revision == null ? null : Parameters.given(revision.toString());
        request.imageTagKey = imageTagKey;
        request.wait = wait;
        request.timeout = timeout;
        request.dryRun = dryRun;
        request.lock = lock;
        request.environment = Parameters.given(environment);
        return request;
    }

    /** Makes the step known as {@code helmRollback}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "helmRollback";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.HelmRollbackStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return ON_AGENT;
        }
    }
}
