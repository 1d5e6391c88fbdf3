package io.jenkins.plugins.taskhub.registry;

import io.jenkins.plugins.taskhub.step.StepFailure;

/**
 * A registry did not answer what was asked. The message is one sentence for the user: what failed, with which value,
 * what to do. It holds no credential, and neither does a cause, since there is none.
 */
public final class RegistryException extends StepFailure {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong, for callers that go on differently. */
    public enum Kind {
        /** The image or the tag is not there. */
        NOT_FOUND,
        /** Who asked is not known, or may not read. */
        REFUSED,
        /** Too many requests. */
        LIMITED,
        /** The registry could not be reached, or was not trusted. */
        UNREACHABLE,
        /** The registry failed, or answered what no registry answers. */
        BROKEN
    }

    RegistryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
