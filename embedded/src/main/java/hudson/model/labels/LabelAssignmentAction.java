package hudson.model.labels;

import hudson.model.Action;
import hudson.model.Label;
import hudson.model.queue.SubTask;

/** An action of a queue item that says where it runs. */
public interface LabelAssignmentAction extends Action {
    Label getAssignedLabel(SubTask task);
}
