package jenkins.model.queue;

import hudson.model.Executor;

/** Thrown by an executable that goes on without a thread; its executor stays taken until it is {@link #completed}. */
public abstract class AsynchronousExecution extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private transient Executor executor;
    private transient Throwable result;
    private transient boolean done;

    protected AsynchronousExecution() {
        super("in progress", null, false, false);
    }

    public abstract void interrupt(boolean forShutdown);

    public abstract boolean blocksRestart();

    public abstract boolean displayCell();

    public final synchronized Executor getExecutor() {
        return executor;
    }

    public final synchronized void setExecutorWithoutCompleting(Executor executor) {
        this.executor = executor;
    }

    public final synchronized void maybeComplete() {
        if (done) {
            executor.completedAsynchronous(result);
        }
    }

    /** The work is done; with {@code null} where nothing went wrong. */
    public final synchronized void completed(Throwable error) {
        if (done) {
            return;
        }
        done = true;
        result = error;
        if (executor != null) {
            executor.completedAsynchronous(error);
        }
    }
}
