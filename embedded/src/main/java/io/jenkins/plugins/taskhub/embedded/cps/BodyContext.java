package io.jenkins.plugins.taskhub.embedded.cps;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context that callbacks of a body are given: that of the step, seen from the node of the body. */
final class BodyContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final StepCall call;
    private final Strand strand;
    private final StepFlowNode node;

    BodyContext(StepCall call, Strand strand, StepFlowNode node) {
        this.call = call;
        this.strand = strand;
        this.node = node;
    }

    @Override
    public <T> T get(Class<T> key) throws IOException, InterruptedException {
        return ContextLookup.get(call.execution(), strand.contexts, node, strand, this, key);
    }

    @Override
    public void onSuccess(Object result) {
        call.onSuccess(result);
    }

    @Override
    public void onFailure(Throwable failure) {
        call.onFailure(failure);
    }

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return call.saveState();
    }

    @Override
    public void setResult(Result result) {
        call.setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return call.newBodyInvoker();
    }

    @Override
    public boolean hasBody() {
        return call.hasBody();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof BodyContext other && call == other.call && node == other.node;
    }

    @Override
    public int hashCode() {
        return call.hashCode();
    }
}
