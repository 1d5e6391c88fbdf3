package com.cloudbees.plugins.credentials;

/** A property of a credential cannot be had now. */
public class CredentialsUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String property;

    public CredentialsUnavailableException(String property) {
        this(property, "Property '" + property + "' is currently unavailable");
    }

    public CredentialsUnavailableException(String property, String message) {
        super(message);
        this.property = property;
    }

    public String getProperty() {
        return property;
    }
}
