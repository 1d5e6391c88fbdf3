package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Outcome;
import groovy.lang.Closure;
import hudson.model.Action;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One run of a closure as the body of a step. */
final class BodyRun extends BodyExecution {
    private static final long serialVersionUID = 1L;

    private final StepCall call;
    private final ArrayList<BodyExecutionCallback> callbacks;
    private StepFlowNode node;
    private Strand strand;
    private Outcome outcome;
    private boolean cancelled;

    BodyRun(StepCall call, ArrayList<BodyExecutionCallback> callbacks) {
        this.call = call;
        this.callbacks = callbacks;
    }

    StepCall call() {
        return call;
    }

    /** Starts the body. On the Pipeline's thread. */
    void launch(Closure<?> closure, List<Object> overrides, List<Action> actions) {
        var program = call.strand().program;
        node = program.newNode(call.node(), call.node().getDisplayFunctionName(), true);
        actions.forEach(node::addAction);
        var contexts = call.strand().contexts;
        for (var each : overrides) {
            contexts = Contexts.with(contexts, each);
        }
        var label = node.getAction(LabelAction.class);
        call.execution().log().pipeline(label == null ? "{" : "{ (" + label.getDisplayName() + ")", call.strand());
        strand = program.addBody(this, closure, contexts, node);
        var inside = new BodyContext(call, strand, node);
        for (var callback : callbacks) {
            callback.onStart(inside);
        }
    }

    /** The body is over. On the Pipeline's thread. */
    void ended(Outcome with) {
        synchronized (this) {
            outcome = with;
            notifyAll();
        }
        call.execution().log().pipeline("}", call.strand());
        call.strand().program.removeNode(node);
        call.bodyEnded(this);
        var context = new BodyContext(call, call.strand(), node);
        for (var callback : callbacks) {
            try {
                if (with.isSuccess()) {
                    callback.onSuccess(context, with.getNormal());
                } else {
                    callback.onFailure(context, with.getAbnormal());
                }
            } catch (RuntimeException failure) {
                call.onFailure(failure);
            }
        }
    }

    @Override
    public Collection<StepExecution> getCurrentExecutions() {
        return call.execution().compute(() -> call.strand().program.executions(this, true));
    }

    @Override
    public boolean cancel(Throwable cause) {
        if (isDone()) {
            return false;
        }
        cancelled = true;
        call.execution().post(() -> {
            if (!isDone()) {
                call.strand().program.stop(this, cause);
            }
        });
        return true;
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled && outcome != null && outcome.isFailure();
    }

    @Override
    public synchronized boolean isDone() {
        return outcome != null;
    }

    @Override
    public synchronized Object get() throws InterruptedException, ExecutionException {
        while (outcome == null) {
            wait();
        }
        return result();
    }

    @Override
    public synchronized Object get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        var end = System.nanoTime() + unit.toNanos(timeout);
        while (outcome == null) {
            var left = end - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return result();
    }

    private Object result() throws ExecutionException {
        if (isCancelled()) {
            throw new CancellationException();
        }
        if (outcome.isFailure()) {
            throw new ExecutionException(outcome.getAbnormal());
        }
        return outcome.getNormal();
    }
}
