package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.User;
import jenkins.model.CauseOfInterruption;

/** Somebody said no to a prompt. */
public final class Rejection extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String userName;
    private final long timestamp;

    public Rejection(User user) {
        userName = user == null ? null : user.getId();
        timestamp = System.currentTimeMillis();
    }

    /** Who said no; null when nobody was logged in. */
    public User getUser() {
        return userName == null ? null : User.getById(userName, false);
    }

    /** When, in milliseconds since 1970. */
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public String getShortDescription() {
        User user = getUser();
        return user == null ? "Rejected" : "Rejected by " + user.getDisplayName();
    }
}
