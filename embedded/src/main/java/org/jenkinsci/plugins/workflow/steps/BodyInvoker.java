package org.jenkinsci.plugins.workflow.steps;

import com.google.common.util.concurrent.FutureCallback;
import hudson.console.ConsoleLogFilter;
import io.jenkins.plugins.taskhub.embedded.cps.MergedLogFilter;
import java.util.Collection;
import java.util.List;

/** Prepares and starts one run of a step's body. */
public abstract class BodyInvoker {
    /** Adds an object to what the steps in the body find; it replaces an outer one of the same type. */
    public abstract BodyInvoker withContext(Object override);

    /** Adds several. */
    public BodyInvoker withContexts(Object... overrides) {
        return withContexts(List.of(overrides));
    }

    /** Adds several. */
    public BodyInvoker withContexts(Collection<?> overrides) {
        BodyInvoker invoker = this;
        for (var each : overrides) {
            invoker = invoker.withContext(each);
        }
        return invoker;
    }

    /** Names the run, as a branch or a stage is named. */
    public abstract BodyInvoker withDisplayName(String name);

    /** Adds someone who is told of the start and the end. */
    public abstract BodyInvoker withCallback(BodyExecutionCallback callback);

    /** Adds someone who is told of the end; must be serialisable. */
    public final BodyInvoker withCallback(FutureCallback<Object> callback) {
        return withCallback(BodyExecutionCallback.wrap(callback));
    }

    /** Schedules the body. */
    public abstract BodyExecution start();

    /**
     * One filter that applies both: what a step prints passes the subsequent one first.
     *
     * @param original may be null
     */
    public static ConsoleLogFilter mergeConsoleLogFilters(ConsoleLogFilter original, ConsoleLogFilter subsequent) {
        return original == null ? subsequent : new MergedLogFilter(original, subsequent);
    }
}
