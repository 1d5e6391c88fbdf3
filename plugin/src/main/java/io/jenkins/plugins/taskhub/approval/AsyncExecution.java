package io.jenkins.plugins.taskhub.approval;

import hudson.AbortException;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.registry.RegistryException;
import io.jenkins.plugins.taskhub.report.VisibleText;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step that works by short turns on background threads, and ends once. */
abstract class AsyncExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final String step;
    private transient boolean over;

    /** Takes the step's name, with which its failures begin. */
    AsyncExecution(StepContext context, String step) {
        super(context);
        this.step = step;
    }

    /** One turn; what it throws fails the step. */
    interface Turn {
        void run(ApprovalPorts ports) throws Exception;
    }

    /** The turn after a question was answered. */
    interface Continuation<T> {
        void run(ApprovalPorts ports, T value) throws Exception;
    }

    /** Called once before the step ends, on a thread that may wait for the Pipeline. */
    abstract void cleanUp();

    @Override
    public void stop(Throwable cause) {
        fail(cause);
    }

    /** A failure that the user can mend, shown without a stack trace. */
    AbortException failure(String words) {
        return new AbortException(step + ": " + VisibleText.inLog(words));
    }

    void later(Turn turn) {
        Background.run(() -> {
            try {
                if (!isOver()) {
                    turn.run(new ApprovalPorts(getContext()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(e);
            } catch (StepFailure e) {
                fail(failure(e.getMessage()));
            } catch (Exception e) {
                fail(e);
            }
        });
    }

    <T> void then(CompletableFuture<T> question, Continuation<T> next) {
        question.whenComplete((value, failure) -> later(ports -> {
            Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                    ? failure.getCause() : failure;
            if (cause instanceof RegistryException known) {
                throw known;
            }
            if (cause != null) {
                throw new IOException("The registry could not be asked: " + cause, cause);
            }
            next.run(ports, value);
        }));
    }

    synchronized boolean isOver() {
        return over;
    }

    void succeed(Object result) {
        end(() -> getContext().onSuccess(result));
    }

    void fail(Throwable cause) {
        end(() -> getContext().onFailure(cause));
    }

    private void end(Runnable how) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        Background.run(() -> {
            cleanUp();
            how.run();
        });
    }
}
