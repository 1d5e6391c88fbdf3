package io.jenkins.plugins.taskhub.registry;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * A user and a password for one registry. It lives for one call and is never kept in saved state; its text form shows
 * no secret.
 */
public final class RegistryLogin implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String user;
    private final String password;

    /** Takes both as they are; neither may be null. */
    public RegistryLogin(String user, String password) {
        this.user = Objects.requireNonNull(user, "user");
        this.password = Objects.requireNonNull(password, "password");
    }

    /** The value of an {@code Authorization} header. */
    String basic() {
        byte[] pair = (user + ':' + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return user + ":****";
    }
}
