package io.jenkins.plugins.taskhub.step;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** A step of another plugin, run inside a step of ours where that plugin is installed. */
final class NestedStep {
    private NestedStep() {}

    /**
     * Starts a step by its name.
     *
     * @param context of the step that runs it
     * @param arguments by the names of its parameters
     * @return its result, or how it failed; empty where there is no such step
     */
    static Optional<CompletableFuture<Object>> start(StepContext context, String function, Map<String, Object> arguments)
            throws IOException, InterruptedException {
        var descriptor = StepDescriptor.byFunctionName(function);
        if (descriptor == null) {
            return Optional.empty();
        }
        var end = new CompletableFuture<Object>();
        try {
            descriptor.newInstance(arguments).start(new Answer(context, end)).start();
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            end.completeExceptionally(e);
        }
        return Optional.of(end);
    }

    /** The context of a step, with the end of the nested one led elsewhere. */
    abstract static class Led extends StepContext {
        private static final long serialVersionUID = 1L;

        private final StepContext context;

        Led(StepContext context) {
            this.context = context;
        }

        @Override
        public <T> T get(Class<T> key) throws IOException, InterruptedException {
            return context.get(key);
        }

        @Override
        public boolean isReady() {
            return context.isReady();
        }

        @Override
        public ListenableFuture<Void> saveState() {
            return context.saveState();
        }

        @Override
        public void setResult(Result result) {
            context.setResult(result);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new IllegalStateException("A step inside another has no body");
        }

        @Override
        public boolean equals(Object other) {
            return other != null && other.getClass() == getClass() && context.equals(((Led) other).context);
        }

        @Override
        public int hashCode() {
            return context.hashCode();
        }
    }

    /** Leads to a future. */
    private static final class Answer extends Led {
        private static final long serialVersionUID = 1L;

        private final transient CompletableFuture<Object> end;

        Answer(StepContext context, CompletableFuture<Object> end) {
            super(context);
            this.end = end;
        }

        @Override
        public void onSuccess(Object result) {
            end.complete(result);
        }

        @Override
        public void onFailure(Throwable problem) {
            end.completeExceptionally(problem);
        }
    }
}
