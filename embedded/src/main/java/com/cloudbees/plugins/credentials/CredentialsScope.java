package com.cloudbees.plugins.credentials;

/** Who may use a credential. */
public enum CredentialsScope {
    /** The controller itself, not jobs. */
    SYSTEM("System (Jenkins and nodes only)"),
    /** Jobs as well. */
    GLOBAL("Global (Jenkins, nodes, items, all child items, etc)"),
    /** A user. */
    USER("User");

    private final String displayName;

    CredentialsScope(String displayName) {
        this.displayName = displayName;
    }

    public String getDisplayName() {
        return displayName;
    }
}
