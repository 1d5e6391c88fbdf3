package io.jenkins.plugins.taskhub.step;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The context of a step outside a Pipeline: what a test puts into it, and where the answer arrives. */
public final class FakeStepContext extends StepContext {
    private static final long serialVersionUID = 1L;
    private static final Map<Integer, World> WORLDS = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int id = COUNT.incrementAndGet();
    private transient volatile boolean over;

    /** What is not saved with the context. */
    private static final class World {
        final Map<Class<?>, Object> objects = new HashMap<>();
        final CompletableFuture<Object> answer = new CompletableFuture<>();
        final AtomicInteger saved = new AtomicInteger();
    }

    public FakeStepContext() {
        WORLDS.put(id, new World());
    }

    public <T> FakeStepContext with(Class<T> type, T object) {
        world().objects.put(type, object);
        return this;
    }

    /** The step's result, or its failure. */
    public CompletableFuture<Object> answer() {
        return world().answer;
    }

    /** How often the step asked for its state to be saved. */
    public int saved() {
        return world().saved.get();
    }

    /** The controller that this object belongs to is gone; what was saved of it goes on in another. */
    public void sessionIsOver() {
        over = true;
    }

    private World world() {
        return WORLDS.get(id);
    }

    @Override
    public <T> T get(Class<T> key) throws IOException {
        if (over) {
            throw new IOException("the session is over");
        }
        return key.cast(world().objects.get(key));
    }

    @Override
    public void onSuccess(Object result) {
        if (!over) {
            world().answer.complete(result);
        }
    }

    @Override
    public void onFailure(Throwable problem) {
        if (!over) {
            world().answer.completeExceptionally(problem);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        world().saved.incrementAndGet();
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FakeStepContext context && context.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
