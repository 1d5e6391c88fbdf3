package com.cloudbees.plugins.credentials.common;

import hudson.Util;

/** A list of {@link StandardCredentials} to choose from. */
public class StandardListBoxModel extends AbstractIdCredentialsListBoxModel<StandardListBoxModel,
        StandardCredentials> {
    private static final long serialVersionUID = 1L;

    @Override
    protected String describe(StandardCredentials c) {
        String name = c instanceof UsernameCredentials user ? user.getUsername() + "/******" : c.getId();
        String description = Util.fixEmptyAndTrim(c.getDescription());
        return description == null ? name : name + " (" + description + ")";
    }
}
