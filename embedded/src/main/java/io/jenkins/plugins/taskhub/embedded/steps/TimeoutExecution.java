package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

import hudson.Util;
import hudson.model.Result;
import hudson.model.TaskListener;
import jenkins.model.CauseOfInterruption;
import jenkins.util.Timer;

/** Watches over the body of {@code timeout}. */
final class TimeoutExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final long GRACE_MILLIS = 60_000;
    private static final Map<String, AtomicLong> LAST_OUTPUT = new ConcurrentHashMap<>();

    private final long millis;
    private final boolean activity;
    private final String id = UUID.randomUUID().toString();
    private BodyExecution body;
    private long end;
    private volatile boolean cancelled;
    private volatile boolean done;
    private transient volatile ScheduledFuture<?> alarm;

    TimeoutExecution(StepContext context, long millis, boolean activity) {
        super(context);
        this.millis = millis;
        this.activity = activity;
    }

    @Override
    public boolean start() throws Exception {
        BodyInvoker invoker = getContext().newBodyInvoker().withCallback(new Callback(this));
        if (activity) {
            invoker.withContext(TaskListenerDecorator.merge(getContext().get(TaskListenerDecorator.class),
                    new Listening(id)));
        }
        end = System.currentTimeMillis() + millis;
        say("Timeout set to expire " + (activity ? "after " + Util.getTimeSpanString(millis) + " without activity"
                : "in " + Util.getTimeSpanString(millis)));
        body = invoker.start();
        schedule();
        return false;
    }

    @Override
    public void onResume() {
        schedule();
    }

    @Override
    public void stop(Throwable cause) {
        body.cancel(cause);
    }

    @Override
    public String getStatus() {
        return "expires in " + Util.getTimeSpanString(Math.max(0, deadline() - System.currentTimeMillis()));
    }

    private long deadline() {
        AtomicLong last = LAST_OUTPUT.get(id);
        return last == null || cancelled ? end : last.get() + millis;
    }

    private void schedule() {
        if (!done) {
            long left = Math.max(0, deadline() - System.currentTimeMillis());
            alarm = Timer.get().schedule(this::expire, left, TimeUnit.MILLISECONDS);
        }
    }

    private void expire() {
        if (done) {
            return;
        }
        if (System.currentTimeMillis() < deadline()) {
            schedule();
        } else if (cancelled) {
            say("Body did not finish within grace period; terminating with extreme prejudice");
            getContext().onFailure(new FlowInterruptedException(Result.ABORTED, new Exceeded()));
        } else {
            cancelled = true;
            end = System.currentTimeMillis() + GRACE_MILLIS;
            say("Cancelling nested steps due to timeout");
            body.cancel(new FlowInterruptedException(Result.ABORTED, new Exceeded()));
            schedule();
        }
    }

    private void say(String line) {
        try {
            getContext().get(TaskListener.class).getLogger().println(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finished() {
        done = true;
        LAST_OUTPUT.remove(id);
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** Why the body was ended. */
    private static final class Exceeded extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            return "Timeout has been exceeded";
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;
        private final TimeoutExecution execution;

        Callback(TimeoutExecution execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.finished();
            context.onSuccess(result);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            execution.finished();
            context.onFailure(failure);
        }
    }

    /** Notes when something was printed. */
    private static final class Listening extends TaskListenerDecorator {
        private static final long serialVersionUID = 1L;
        private final String id;

        Listening(String id) {
            this.id = id;
        }

        @Override
        public OutputStream decorate(OutputStream logger) {
            AtomicLong last = LAST_OUTPUT.computeIfAbsent(id, key -> new AtomicLong(System.currentTimeMillis()));
            return new FilterOutputStream(logger) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    last.set(System.currentTimeMillis());
                    out.write(bytes, offset, length);
                }
            };
        }
    }
}
