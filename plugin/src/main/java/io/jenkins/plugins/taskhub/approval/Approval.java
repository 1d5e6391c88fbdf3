package io.jenkins.plugins.taskhub.approval;

import java.io.Serializable;
import java.time.Instant;

/** One person's yes. */
final class Approval implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String by;
    private final String reason;
    private final long at;

    /** Takes the user's id, what they wrote (may be null) and when. */
    Approval(String by, String reason, Instant at) {
        this.by = by;
        this.reason = reason == null ? "" : reason.strip();
        this.at = at.toEpochMilli();
    }

    String by() {
        return by;
    }

    /** What they wrote; may be empty. */
    String reason() {
        return reason;
    }

    Instant at() {
        return Instant.ofEpochMilli(at);
    }

    /** {@code rm-2: "fixes the login"}. */
    @Override
    public String toString() {
        return reason.isEmpty() ? by : by + ": \"" + reason.replaceAll("\\p{Cntrl}+", " ") + '"';
    }
}
