package jenkins.model.queue;

import jenkins.model.FullyNamedModelObject;

/** What the queue shows of a task. */
public interface ITask extends FullyNamedModelObject {
    @Override
    default String getFullDisplayName() {
        return getDisplayName();
    }

    String getUrl();

    default boolean hasAbortPermission() {
        return true;
    }
}
