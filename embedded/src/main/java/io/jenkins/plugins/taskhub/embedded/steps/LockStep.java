package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.util.UUID;

import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Lets one build at a time into its body; the others queue. Held over a restart, released when the body ends. */
public class LockStep extends Step {
    private final String resource;

    @DataBoundConstructor
    public LockStep(String resource) {
        if (Util.fixEmptyAndTrim(resource) == null) {
            throw new IllegalArgumentException("lock takes the name of a resource: lock('deploy-prod') { … }");
        }
        this.resource = resource.trim();
    }

    public String getResource() {
        return resource;
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new Execution(context, resource, context.get(Run.class).getExternalizableId());
    }

    private static final class Execution extends StepExecution implements Locks.Holder {
        private static final long serialVersionUID = 1L;
        private final String resource;
        private final String build;
        private final String id = UUID.randomUUID().toString();
        private volatile boolean holding;

        Execution(StepContext context, String resource, String build) {
            super(context);
            this.resource = resource;
            this.build = build;
        }

        @Override
        public String token() {
            return build + " " + id;
        }

        @Override
        public boolean start() throws Exception {
            say("Trying to acquire lock on [Resource: " + resource + "]");
            String holder = Locks.get().acquire(resource, this);
            if (holder != null) {
                say("[Resource: " + resource + "] is locked by build " + holder + ", waiting…");
            }
            return false;
        }

        @Override
        public void onResume() {
            if (!holding) {
                try {
                    Locks.get().acquire(resource, this);
                } catch (IOException e) {
                    getContext().onFailure(e);
                }
            }
        }

        @Override
        public void acquired() {
            holding = true;
            try {
                say("Lock acquired on [Resource: " + resource + "]");
                getContext().newBodyInvoker().withCallback(new Release(resource, token())).start();
            } catch (IOException e) {
                getContext().onFailure(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                getContext().onFailure(e);
            }
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            Locks.get().leave(resource, token());
            super.stop(cause);
        }

        @Override
        public String getStatus() {
            return (holding ? "holding " : "waiting for ") + resource;
        }

        private void say(String line) throws IOException, InterruptedException {
            getContext().get(TaskListener.class).getLogger().println(line);
        }
    }

    private static final class Release extends BodyExecutionCallback.TailCall {
        private static final long serialVersionUID = 1L;
        private final String resource;
        private final String token;

        Release(String resource, String token) {
            this.resource = resource;
            this.token = token;
        }

        @Override
        protected void finished(StepContext context) throws Exception {
            Locks.get().leave(resource, token);
            context.get(TaskListener.class).getLogger().println("Lock released on resource [Resource: " + resource
                    + "]");
        }
    }

    /** Describes the step {@code lock}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("lock", "Lock shared resource", true, Run.class, TaskListener.class);
        }
    }
}
