package jenkins.model.queue;

import hudson.model.Queue;
import jenkins.model.FullyNamedModelObject;

/** An item of the queue as lists show it. */
public interface QueueItem extends FullyNamedModelObject {
    long getId();

    Queue.Task getTask();

    String getWhy();

    @Override
    default String getDisplayName() {
        return getFullDisplayName();
    }

    @Override
    default String getFullDisplayName() {
        return getTask().getFullDisplayName();
    }
}
