package io.jenkins.plugins.taskhub.embedded.library;

import hudson.Extension;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

/** The step library: loads a shared library in the middle of a script. */
public final class LibraryStep extends Step {
    private final String identifier;

    /**
     * @param identifier name, or name@version
     */
    @DataBoundConstructor
    public LibraryStep(String identifier) {
        this.identifier = identifier;
    }

    public String getIdentifier() {
        return identifier;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.synchronous(context, each -> {
            PipelineExecution.current().libraries().load(identifier);
            return new LoadedClasses("");
        });
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "library";
        }

        @Override
        public String getDisplayName() {
            return "Load a shared library on the fly";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
