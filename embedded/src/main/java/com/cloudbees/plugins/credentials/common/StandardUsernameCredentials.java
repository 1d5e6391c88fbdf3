package com.cloudbees.plugins.credentials.common;

/** Credentials with an id and a user name. */
public interface StandardUsernameCredentials extends StandardCredentials, UsernameCredentials {
}
