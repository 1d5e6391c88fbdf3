package org.jenkinsci.plugins.workflow.support.steps.input;

import java.util.HashMap;
import java.util.Map;

import org.jenkinsci.plugins.workflow.actions.PersistentAction;

/** Records on the node of a prompt who answered it, and with which values. */
public class InputSubmittedAction implements PersistentAction {
    private final String approver;
    private final Map<String, Object> parameters = new HashMap<>();

    public InputSubmittedAction(String approver, Map<String, Object> parameters) {
        this.approver = approver;
        if (parameters != null) {
            this.parameters.putAll(parameters);
        }
    }

    /** Id of the user, or null when nobody was logged in. */
    public String getApprover() {
        return approver;
    }

    public Map<String, Object> getParameters() {
        return parameters;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Input Submitted";
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
