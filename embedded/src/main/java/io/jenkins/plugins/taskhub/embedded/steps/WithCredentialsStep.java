package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Runs its body with credentials in environment variables; their secrets are masked in the log. */
public class WithCredentialsStep extends Step {
    private final List<CredentialBinding> bindings;

    @DataBoundConstructor
    public WithCredentialsStep(List<CredentialBinding> bindings) {
        this.bindings = new ArrayList<>(bindings);
    }

    public List<CredentialBinding> getBindings() {
        return bindings;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, bindings);
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final transient List<CredentialBinding> bindings;

        Execution(StepContext context, List<CredentialBinding> bindings) {
            super(context);
            this.bindings = bindings;
        }

        @Override
        public boolean start() throws Exception {
            StepContext context = getContext();
            CredentialBinding.Bound bound = new CredentialBinding.Bound(context.get(FilePath.class));
            try {
                for (CredentialBinding binding : bindings) {
                    binding.bind(context.get(Run.class), bound);
                }
            } catch (IOException | RuntimeException e) {
                CleanUp.delete(bound.files(), e);
                throw e;
            }
            if (!bound.secrets().isEmpty()) {
                context.get(TaskListener.class).getLogger().println("Masking supported pattern matches of $"
                        + String.join(" or $", bound.secrets()));
            }
            List<String> secrets = bound.secrets().stream().map(bound.variables()::get).toList();
            context.newBodyInvoker()
                    .withContexts(
                            EnvironmentExpander.merge(context.get(EnvironmentExpander.class),
                                    new SecretVariables(bound.variables(), bound.secrets())),
                            TaskListenerDecorator.merge(context.get(TaskListenerDecorator.class),
                                    new SecretMask(secrets)))
                    .withCallback(new CleanUp(bound.files().stream().map(FilePath::getRemote).toList()))
                    .start();
            return false;
        }
    }

    /** Deletes the secret files, however the body ended. */
    private static final class CleanUp extends BodyExecutionCallback.TailCall {
        private static final long serialVersionUID = 1L;
        private final List<String> directories;

        CleanUp(List<String> directories) {
            this.directories = new ArrayList<>(directories);
        }

        @Override
        protected void finished(StepContext context) throws Exception {
            for (String directory : directories) {
                context.get(FilePath.class).child(directory).deleteRecursive();
            }
        }

        static void delete(List<FilePath> directories, Exception failure) throws InterruptedException {
            for (FilePath directory : directories) {
                try {
                    directory.deleteRecursive();
                } catch (IOException e) {
                    failure.addSuppressed(e);
                }
            }
        }
    }

    /** Describes the step {@code withCredentials}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("withCredentials", "Bind credentials to variables", true, Run.class, TaskListener.class);
        }
    }
}
