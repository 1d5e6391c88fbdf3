package io.jenkins.plugins.taskhub.report;

import java.io.Serializable;
import java.time.Instant;

/** Something that a build did, in a few plain values, kept so that other builds and pages can ask for it. No secrets. */
public abstract class BuildRecord implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long at;

    BuildRecord(Instant at) {
        this.at = at.toEpochMilli();
    }

    /** When it was done. */
    public final Instant getAt() {
        return Instant.ofEpochMilli(at);
    }
}
