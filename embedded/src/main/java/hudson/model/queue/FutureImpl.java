package hudson.model.queue;

import hudson.model.Queue;
import hudson.remoting.AsyncFutureImpl;
import io.jenkins.plugins.taskhub.embedded.model.ModelAccess;
import java.util.concurrent.ExecutionException;

/** The future of a queue item. */
public final class FutureImpl extends AsyncFutureImpl<Queue.Executable> implements QueueTaskFuture<Queue.Executable> {
    private final AsyncFutureImpl<Queue.Executable> start = new AsyncFutureImpl<>();
    private final Queue.Task task;

    public FutureImpl(Queue.Task task) {
        this.task = task;
    }

    @Override
    public java.util.concurrent.Future<Queue.Executable> getStartCondition() {
        return start;
    }

    @Override
    public Queue.Executable waitForStart() throws InterruptedException, ExecutionException {
        return start.get();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return Queue.getInstance().cancel(task);
    }

    @Override
    public void setAsCancelled() {
        super.setAsCancelled();
        start.setAsCancelled();
    }

    static {
        ModelAccess.giveStarts(future -> future.start);
    }
}
