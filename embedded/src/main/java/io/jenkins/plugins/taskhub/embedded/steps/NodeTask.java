package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;

import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

import hudson.model.Executor;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.queue.SubTask;
import jenkins.model.queue.AsynchronousExecution;

/** The place of a {@code node} step in the queue, then on an executor. Not saved: the step schedules another one. */
final class NodeTask implements Queue.Task, Queue.TransientTask {
    private final NodeExecution execution;
    private final Run<?, ?> run;
    private final String label;
    private final Slot slot = new Slot();
    private boolean released;

    NodeTask(NodeExecution execution, Run<?, ?> run, String label) {
        this.execution = execution;
        this.run = run;
        this.label = label;
    }

    void schedule() {
        Queue.getInstance().schedule2(this, 0);
    }

    /** Why it is still in the queue; null when it is not. */
    String why() {
        Queue.Item item = Queue.getInstance().getItem(this);
        return item == null ? null : item.getWhy();
    }

    /** Leaves the queue, or gives the executor back. */
    void release() {
        synchronized (this) {
            released = true;
        }
        Queue.getInstance().cancel(this);
        slot.completed(null);
    }

    @Override
    public Label getAssignedLabel() {
        return label == null ? null : Label.get(label);
    }

    @Override
    public boolean isConcurrentBuild() {
        return true;
    }

    @Override
    public String getName() {
        return getDisplayName();
    }

    @Override
    public String getDisplayName() {
        return "part of " + run.getFullDisplayName();
    }

    @Override
    public String getFullDisplayName() {
        return getDisplayName();
    }

    @Override
    public String getUrl() {
        return run.getUrl();
    }

    @Override
    public Queue.Executable createExecutable() {
        return new Occupied();
    }

    /** Keeps the executor taken, without a thread. */
    private final class Slot extends AsynchronousExecution {
        private static final long serialVersionUID = 1L;

        @Override
        public void interrupt(boolean forShutdown) {
            if (!forShutdown) {
                execution.stop(new FlowInterruptedException(Result.ABORTED));
            }
        }

        @Override
        public boolean blocksRestart() {
            return false;
        }

        @Override
        public boolean displayCell() {
            return true;
        }
    }

    private final class Occupied implements Queue.Executable {
        @Override
        public SubTask getParent() {
            return NodeTask.this;
        }

        @Override
        public void run() {
            synchronized (NodeTask.this) {
                if (released) {
                    return;
                }
            }
            Executor executor = Executor.currentExecutor();
            try {
                execution.allocated(executor.getOwner(), executor.getNumber());
            } catch (IOException e) {
                execution.failed(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                execution.failed(e);
            }
            throw slot;
        }
    }
}
