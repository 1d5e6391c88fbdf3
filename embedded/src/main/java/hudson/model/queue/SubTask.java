package hudson.model.queue;

import hudson.model.Label;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.ResourceActivity;
import java.io.IOException;
import jenkins.model.queue.ITask;

/** A part of a task that needs an executor. */
public interface SubTask extends ResourceActivity, ITask {
    default Label getAssignedLabel() {
        return null;
    }

    default Node getLastBuiltOn() {
        return null;
    }

    default long getEstimatedDuration() {
        return -1;
    }

    Queue.Executable createExecutable() throws IOException;

    default Queue.Task getOwnerTask() {
        return (Queue.Task) this;
    }

    default Queue.Executable getOwnerExecutable() {
        return null;
    }

    @Override
    default String getUrl() {
        return getOwnerTask().getUrl();
    }
}
