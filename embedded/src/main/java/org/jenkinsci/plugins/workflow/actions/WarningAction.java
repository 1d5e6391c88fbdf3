package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Result;

/** Something in this node went wrong without ending the build: the stage around it gets this result. */
public class WarningAction implements PersistentAction {
    private final Result result;
    private String message;

    public WarningAction(Result result) {
        this.result = result;
    }

    /** Adds why. */
    public WarningAction withMessage(String message) {
        this.message = message;
        return this;
    }

    /** Why, or null. */
    public String getMessage() {
        return message;
    }

    public Result getResult() {
        return result;
    }

    @Override
    public String getDisplayName() {
        return "Warning";
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
