package io.jenkins.plugins.taskhub.credentials;

import hudson.util.Secret;

/**
 * A user name and its password or token.
 *
 * @param username who
 * @param password never shown: a {@link Secret} has no readable text form
 */
public record Login(String username, Secret password) {
    @Override
    public String toString() {
        return "Login[" + username + "]";
    }
}
