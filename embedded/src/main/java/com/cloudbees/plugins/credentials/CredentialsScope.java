package com.cloudbees.plugins.credentials;

/** Who may use a credential. */
public enum CredentialsScope {
    /** The controller itself, not jobs. */
    SYSTEM {
        @Override
        public String getDisplayName() {
            return "System (Jenkins and nodes only)";
        }
    },
    /** Jobs as well. */
    GLOBAL {
        @Override
        public String getDisplayName() {
            return "Global (Jenkins, nodes, items, all child items, etc)";
        }
    },
    /** A user. */
    USER {
        @Override
        public String getDisplayName() {
            return "User";
        }
    };

    public abstract String getDisplayName();
}
