package io.jenkins.plugins.taskhub.embedded.cps;

import groovy.lang.Closure;
import hudson.model.Action;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;

/** Prepares and starts one run of a closure as the body of a step. */
final class BodyStarter extends BodyInvoker {
    private final StepCall call;
    private final Closure<?> closure;
    private final ArrayList<BodyExecutionCallback> callbacks = new ArrayList<>();
    private final List<Object> overrides = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    BodyStarter(StepCall call, Closure<?> closure) {
        this.call = call;
        this.closure = closure;
    }

    @Override
    public BodyStarter withContext(Object override) {
        if (override == null) {
            throw new IllegalArgumentException("null cannot be put into the context of a body");
        }
        overrides.add(override);
        return this;
    }

    @Override
    public BodyStarter withDisplayName(String name) {
        if (name != null) {
            actions.add(new LabelAction(name));
        }
        return this;
    }

    /** Adds an action to the node of the body. */
    BodyStarter withAction(Action action) {
        actions.add(action);
        return this;
    }

    @Override
    public BodyStarter withCallback(BodyExecutionCallback callback) {
        callbacks.add(callback);
        return this;
    }

    @Override
    public BodyRun start() {
        var run = new BodyRun(call, callbacks);
        call.bodyStarted(run);
        call.execution().runOnThread(() -> run.launch(closure, overrides, actions));
        return run;
    }
}
