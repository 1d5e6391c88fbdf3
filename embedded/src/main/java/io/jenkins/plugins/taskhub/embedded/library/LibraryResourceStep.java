package io.jenkins.plugins.taskhub.embedded.library;

import hudson.Extension;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The step libraryResource: the text of a file in the resources of a shared library. */
public final class LibraryResourceStep extends Step {
    private static final String BASE64 = "Base64";

    private final String resource;
    private String encoding;

    /**
     * @param resource path below resources
     */
    @DataBoundConstructor
    public LibraryResourceStep(String resource) {
        this.resource = resource;
    }

    public String getResource() {
        return resource;
    }

    public String getEncoding() {
        return encoding;
    }

    /** A charset, or Base64 for the bytes in base64; UTF-8 when it is not set. */
    @DataBoundSetter
    public void setEncoding(String encoding) {
        this.encoding = encoding;
    }

    @Override
    public StepExecution start(StepContext context) {
        Charset charset = encoding == null ? StandardCharsets.UTF_8
                : BASE64.equals(encoding) ? null : Charset.forName(encoding);
        return StepExecutions.synchronous(context,
                each -> PipelineExecution.current().libraries().resource(resource, charset));
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "libraryResource";
        }

        @Override
        public String getDisplayName() {
            return "Load a resource file from a library";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
