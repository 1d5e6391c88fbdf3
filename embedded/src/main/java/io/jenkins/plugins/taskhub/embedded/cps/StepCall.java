package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Outcome;
import com.google.common.util.concurrent.ListenableFuture;
import groovy.lang.Closure;
import hudson.AbortException;
import hudson.model.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that a strand called: the context that the step is given, and its outcome. */
final class StepCall extends StepContext {
    private static final long serialVersionUID = 1L;

    private final Strand strand;
    private final StepFlowNode node;
    private final Closure<?> body;
    private final List<BodyRun> bodies = new ArrayList<>();
    private StepExecution stepExecution;
    private Outcome outcome;
    /** The step went on in the background, and the strand waits. */
    private boolean suspended;
    private boolean hadBody;

    StepCall(Strand strand, String function, Closure<?> body) {
        this.strand = strand;
        this.node = strand.program.newNode(strand.node, function, false);
        this.body = body;
    }

    Strand strand() {
        return strand;
    }

    StepFlowNode node() {
        return node;
    }

    StepExecution stepExecution() {
        return stepExecution;
    }

    void started(StepExecution execution) {
        stepExecution = execution;
    }

    PipelineExecution execution() {
        return strand.program.execution();
    }

    /**
     * The step returned from start. When it is done this returns its outcome; otherwise the strand has to wait.
     *
     * @return null when the strand has to wait
     */
    synchronized Outcome outcomeOrSuspend() {
        if (outcome == null) {
            suspended = true;
        }
        return outcome;
    }

    private void complete(Outcome with) {
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = with;
            if (!suspended) {
                return;
            }
        }
        execution().post(this::resume);
    }

    private void resume() {
        if (strand.awaiting == this) {
            strand.awaiting = null;
            close(outcome);
            strand.program.makeReady(strand, outcome);
        }
    }

    /** After loading: goes on when the outcome was known at the time of saving. */
    void requeue() {
        if (outcome != null) {
            execution().post(this::resume);
        }
    }

    /** The step is over: its node ends. */
    void close(Outcome with) {
        if (hadBody) {
            execution().log().pipeline("// " + node.getDisplayFunctionName(), strand);
        }
        if (with.isFailure()) {
            node.addAction(new ErrorAction(with.getAbnormal()));
        }
        strand.program.removeNode(node);
    }

    /** Asks the step to end early. On the Pipeline's thread. */
    void stop(Throwable cause) {
        try {
            stepExecution.stop(cause);
        } catch (Throwable failure) {
            if (failure != cause) {
                cause.addSuppressed(failure);
            }
            onFailure(cause);
        }
    }

    boolean hasRunningBody() {
        return bodies.stream().anyMatch(each -> !each.isDone());
    }

    void bodyStarted(BodyRun run) {
        hadBody = true;
        bodies.add(run);
    }

    void bodyEnded(BodyRun run) {
        bodies.remove(run);
    }

    @Override
    public void onSuccess(Object result) {
        complete(new Outcome(result, null));
    }

    @Override
    public void onFailure(Throwable failure) {
        complete(new Outcome(null, failure == null ? new AbortException("the step failed without a cause") : failure));
    }

    @Override
    public <T> T get(Class<T> key) throws IOException, InterruptedException {
        return ContextLookup.get(execution(), strand.contexts, node, strand, this, key);
    }

    @Override
    public boolean isReady() {
        return execution() != null;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return execution().saveSoon();
    }

    @Override
    public void setResult(Result result) {
        execution().setResult(result);
    }

    @Override
    public boolean hasBody() {
        return body != null;
    }

    @Override
    public BodyStarter newBodyInvoker() {
        if (body == null) {
            throw new IllegalStateException("The step '" + node.getDisplayFunctionName()
                    + "' was called without a body");
        }
        return new BodyStarter(this, body);
    }

    /** Prepares a run of another closure than the step's body: for a step that takes several. */
    BodyStarter newBodyInvoker(Closure<?> closure) {
        return new BodyStarter(this, closure);
    }

    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "the step '" + node.getDisplayFunctionName() + "' (node " + node.getId() + " of " + execution() + ")";
    }
}
