package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.Extension;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Waits until a test lets it go on; a restart of the controller does not matter to it. */
public final class PauseStep extends Step {
    private static final Map<String, PauseStep.State> STATES = new ConcurrentHashMap<>();

    private final String id;

    @DataBoundConstructor
    public PauseStep(String id) {
        this.id = id;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, id);
    }

    private static State state(String id) {
        return STATES.computeIfAbsent(id, absent -> new State());
    }

    /** Waits until the script is at this pause. */
    static void awaitStart(String id) throws InterruptedException {
        if (!state(id).started.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("no script came to the pause " + id);
        }
    }

    /** Lets the script go on with a value. */
    static void release(String id, Object value) {
        var state = state(id);
        synchronized (state) {
            state.released = true;
            state.value = value;
            if (state.context != null) {
                state.context.onSuccess(value);
            }
        }
    }

    /** Whether somebody stopped this pause. */
    static boolean isStopped(String id) {
        return state(id).stopped;
    }

    static void forget() {
        STATES.clear();
    }

    private static final class State {
        private final CountDownLatch started = new CountDownLatch(1);
        private boolean released;
        private Object value;
        private StepContext context;
        private volatile boolean stopped;
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final String id;

        Execution(StepContext context, String id) {
            super(context);
            this.id = id;
        }

        @Override
        public boolean start() {
            enter();
            return false;
        }

        @Override
        public void onResume() {
            enter();
        }

        private void enter() {
            var state = state(id);
            synchronized (state) {
                state.context = getContext();
                if (state.released) {
                    getContext().onSuccess(state.value);
                }
            }
            state.started.countDown();
        }

        @Override
        public void stop(Throwable cause) throws Exception {
            state(id).stopped = true;
            super.stop(cause);
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "pause";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
