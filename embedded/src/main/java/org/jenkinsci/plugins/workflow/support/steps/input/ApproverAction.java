package org.jenkinsci.plugins.workflow.support.steps.input;

import hudson.model.InvisibleAction;
import hudson.model.User;

/** Records on a build who answered one of its prompts. */
public class ApproverAction extends InvisibleAction {
    private final String userId;

    public ApproverAction(String userId) {
        this.userId = userId;
    }

    public String getUserId() {
        return userId;
    }

    /** The full name as it is known now; the id when the user is not known any more. */
    public String getUserName() {
        User user = User.getById(userId, false);
        return user == null ? userId : user.getDisplayName();
    }
}
