package org.jenkinsci.plugins.workflow.job;

import com.google.common.util.concurrent.ForwardingListenableFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import hudson.model.queue.QueueTaskFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** A build that was asked for: done when the build is over. */
final class ScheduledBuild extends ForwardingListenableFuture<WorkflowRun> implements QueueTaskFuture<WorkflowRun> {
    private final SettableFuture<WorkflowRun> start = SettableFuture.create();
    private final ListenableFuture<WorkflowRun> end =
            Futures.transformAsync(start, WorkflowRun::completion, MoreExecutors.directExecutor());
    private final BooleanSupplier takeOutOfQueue;

    ScheduledBuild(BooleanSupplier takeOutOfQueue) {
        this.takeOutOfQueue = takeOutOfQueue;
    }

    void started(WorkflowRun run) {
        start.set(run);
    }

    void failed(Exception failure) {
        start.setException(failure);
    }

    @Override
    protected ListenableFuture<WorkflowRun> delegate() {
        return end;
    }

    @Override
    public Future<WorkflowRun> getStartCondition() {
        return start;
    }

    @Override
    public WorkflowRun waitForStart() throws InterruptedException, ExecutionException {
        return start.get();
    }

    /** Takes the build out of the queue, or stops it when it runs. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (takeOutOfQueue.getAsBoolean()) {
            return start.cancel(false);
        }
        if (mayInterruptIfRunning && start.isDone() && !end.isDone()) {
            Futures.getUnchecked(start).doStop();
            return true;
        }
        return false;
    }
}
