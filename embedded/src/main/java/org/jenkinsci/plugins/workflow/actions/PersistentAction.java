package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

/** An action of a node that stays with it for good. */
public interface PersistentAction extends Action {}
