package org.jenkinsci.plugins.workflow.actions;

/** Names the branch of a parallel that starts at this node. */
public interface ThreadNameAction extends PersistentAction {
    String getThreadName();
}
