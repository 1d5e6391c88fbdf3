package io.jenkins.plugins.taskhub.sandbox.run;

import java.nio.file.Path;

/** A credential that builds may use by its id. Kept in memory only. */
public sealed interface Credential {
    /** The id that pipelines name. */
    String id();

    /** A user name with its password. */
    static Credential login(String id, String username, String password) {
        return new Login(id, username, password);
    }

    /** A secret text. */
    static Credential text(String id, String secret) {
        return new Text(id, secret);
    }

    /** A secret file, read when the controller starts. */
    static Credential file(String id, Path file) {
        return new SecretFile(id, file);
    }

    /** See {@link Credential#login}. */
    record Login(String id, String username, String password) implements Credential {
        @Override
        public String toString() {
            return "login " + id;
        }
    }

    /** See {@link Credential#text}. */
    record Text(String id, String secret) implements Credential {
        @Override
        public String toString() {
            return "text " + id;
        }
    }

    /** See {@link Credential#file}. */
    record SecretFile(String id, Path file) implements Credential {
    }
}
