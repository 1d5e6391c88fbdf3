package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serial;

/**
 * A call to the cluster that failed, told in words that a Jenkinsfile's author can act on.
 *
 * <p>The message is complete: what failed, with which value, what to do. It never holds a token, a password or a key,
 * and it has no cause, so that it can travel from an agent to the controller, where the client's classes are not
 * known.</p>
 */
public final class ClusterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, for callers that go on in another way. */
    public enum Kind {
        /** No connection to the API server: host, port, cause. */
        UNREACHABLE,
        /** A connection, but no trust between the two sides. */
        TLS,
        /** 401: the credentials are wrong or have expired. */
        UNAUTHORIZED,
        /** 403: these credentials may not do that. */
        FORBIDDEN,
        /** The named context is not in the kubeconfig. */
        NO_CONTEXT,
        /** The kubeconfig cannot be used: not parsable, incomplete, or it names files or programs. */
        KUBECONFIG,
        /** There is no cluster around: no kubeconfig was given and the process does not run in one. */
        NO_CLUSTER,
        /** The namespace does not exist. */
        NO_NAMESPACE,
        /** The object does not exist. */
        NOT_FOUND,
        /** Somebody else changed the object meanwhile. */
        CONFLICT,
        /** The API server answered, but not with what was asked for. */
        SERVER,
        /** What the cluster holds cannot be read: a damaged or oversized release. */
        UNREADABLE
    }

    private final Kind kind;

    /**
     * @param kind    what kind of failure
     * @param message a whole sentence, free of secrets
     */
    public ClusterException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns what kind of failure it is. */
    public Kind kind() {
        return kind;
    }
}
