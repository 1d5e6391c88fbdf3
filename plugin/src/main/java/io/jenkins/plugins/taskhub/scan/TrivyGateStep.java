package io.jenkins.plugins.taskhub.scan;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.config.FormChecks;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.EngineExecution;
import io.jenkins.plugins.taskhub.step.TaskhubStepDescriptor;
import java.util.Map;
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
 * Scans an image, or judges a report, and stops what must not go on. Its parameters are explained in
 * {@code docs/steps/trivyGate.md}; the map is raw because Pipeline takes a map only for a parameter of just that type.
 */
@SuppressWarnings("rawtypes")
public class TrivyGateStep extends Step {
    @DataBoundSetter public String image;
    @DataBoundSetter public String archive;
    @DataBoundSetter public String report;
    @DataBoundSetter public String path;
    @DataBoundSetter public String sbom;
    @DataBoundSetter public String severity = "HIGH,CRITICAL";
    @DataBoundSetter public String unstableOn;
    @DataBoundSetter public Map allow;
    @DataBoundSetter public boolean ignoreUnfixed;
    @DataBoundSetter public String ignoreFile;
    @DataBoundSetter public boolean strictIgnores;
    @DataBoundSetter public String baseline;
    @DataBoundSetter public boolean updateBaseline;
    @DataBoundSetter public String vex;
    @DataBoundSetter public String scanners;
    @DataBoundSetter public boolean exitOnEol;
    @DataBoundSetter public String server;
    @DataBoundSetter public boolean skipDbUpdate;
    @DataBoundSetter public String timeout;
    @DataBoundSetter public String registryCredentialsId;

    /** Nothing is mandatory by itself: one of image, archive, report, path and sbom; {@link #start} checks it. */
    @DataBoundConstructor
    public TrivyGateStep() {}

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return EngineExecution.of(context, DescriptorImpl.NAME, "scan", () -> new TrivyGate(request()));
    }

    private GateRequest request() {
        var request = new GateRequest();
        request.image = image;
        request.archive = archive;
        request.report = report;
        request.path = path;
        request.sbom = sbom;
        request.severity = severity;
        request.unstableOn = unstableOn;
        request.allow = GateRequest.counts(allow);
        request.ignoreUnfixed = ignoreUnfixed;
        request.ignoreFile = ignoreFile;
        request.strictIgnores = strictIgnores;
        request.baseline = baseline;
        request.updateBaseline = updateBaseline;
        request.vex = vex;
        request.scanners = scanners;
        request.exitOnEol = exitOnEol;
        request.server = server;
        request.skipDbUpdate = skipDbUpdate;
        request.timeout = timeout;
        request.registryCredentialsId = registryCredentialsId;
        return request;
    }

    /** Makes the step known as {@code trivyGate}. */
    @Extension
    public static class DescriptorImpl extends TaskhubStepDescriptor {
        private static final String NAME = "trivyGate";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @Override
        public String getDisplayName() {
            return Messages.TrivyGateStep_displayName();
        }

        /** Explains what is wrong with an image. */
        @POST
        public FormValidation doCheckImage(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.given(item, value, () -> ImageReference.parse(value));
        }

        /** Explains what is wrong with severities. */
        @POST
        public FormValidation doCheckSeverity(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.of(item, () -> Severity.list("severity", value));
        }

        /** Explains what is wrong with severities. */
        @POST
        public FormValidation doCheckUnstableOn(@AncestorInPath Item item, @QueryParameter String value) {
            return FormChecks.given(item, value, () -> Severity.list("unstableOn", value));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class, FilePath.class, Launcher.class, FlowNode.class);
        }
    }
}
