package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import java.util.Set;
import org.codehaus.groovy.runtime.MethodClosure;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** The step load: runs a script of the workspace, and returns what it returns. */
public final class LoadStep extends Step {
    private final String path;

    /**
     * @param path of the script in the workspace
     */
    @DataBoundConstructor
    public LoadStep(String path) {
        if (Util.fixEmptyAndTrim(path) == null) {
            throw new IllegalArgumentException("load: path is missing; give the path of a script in the workspace");
        }
        this.path = path;
    }

    public String getPath() {
        return path;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution((StepCall) context, path);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final String path;

        Execution(StepCall context, String path) {
            super(context);
            this.path = path;
        }

        @Override
        public boolean start() throws Exception {
            var call = (StepCall) getContext();
            var text = call.get(FilePath.class).child(path).readToString();
            call.newBodyInvoker(new MethodClosure(call.execution().loadScript(text), "run"))
                    .withDisplayName(path)
                    .withCallback(BodyExecutionCallback.wrap(call))
                    .start();
            return false;
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "load";
        }

        @Override
        public String getDisplayName() {
            return "Evaluate a Groovy source file into the Pipeline script";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(FilePath.class);
        }
    }
}
