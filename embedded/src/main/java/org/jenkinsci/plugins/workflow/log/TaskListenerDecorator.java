package org.jenkinsci.plugins.workflow.log;

import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/** Changes what steps print. Put one into the context of a body, merged with the outer one. */
public abstract class TaskListenerDecorator implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A stream that changes what is written, and hands it on. */
    public abstract OutputStream decorate(OutputStream logger) throws IOException, InterruptedException;

    /**
     * One that applies both: what a step prints passes the subsequent one first.
     *
     * @param original may be null
     * @param subsequent may be null
     */
    public static TaskListenerDecorator merge(TaskListenerDecorator original, TaskListenerDecorator subsequent) {
        if (original == null) {
            return subsequent;
        }
        return subsequent == null ? original : new Merged(original, subsequent);
    }

    /** A serialisable filter as a decorator. */
    public static TaskListenerDecorator fromConsoleLogFilter(ConsoleLogFilter filter) {
        return new Filter(filter);
    }

    private static final class Merged extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;
        private final TaskListenerDecorator original;
        private final TaskListenerDecorator subsequent;

        Merged(TaskListenerDecorator original, TaskListenerDecorator subsequent) {
            this.original = original;
            this.subsequent = subsequent;
        }

        @Override
        public OutputStream decorate(OutputStream logger) throws IOException, InterruptedException {
            return subsequent.decorate(original.decorate(logger));
        }
    }

    private static final class Filter extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;
        @SuppressWarnings("serial")
        private final ConsoleLogFilter filter;

        Filter(ConsoleLogFilter filter) {
            this.filter = filter;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public OutputStream decorate(OutputStream logger) throws IOException, InterruptedException {
            return filter.decorateLogger((Run) null, logger);
        }
    }
}
