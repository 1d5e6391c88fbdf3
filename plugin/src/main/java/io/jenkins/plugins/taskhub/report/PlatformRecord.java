package io.jenkins.plugins.taskhub.report;

import java.time.Instant;

/** What a build found, or changed, of a target of the platform. */
public final class PlatformRecord extends BuildRecord {

    /** What the build did with it. */
    public enum Kind {
        /** Looked for differences from what was applied. */
        DRIFT("looked for drift"),
        /** Planned only. */
        PLAN("planned"),
        /** Applied a plan, or had nothing to apply. */
        APPLY("applied");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For a reader. */
        public String words() {
            return words;
        }
    }

    private static final long serialVersionUID = 1L;

    private final String target;
    private final Kind kind;
    private final int changes;
    private final String verdict;

    /**
     * Describes one run.
     *
     * @param changes how many differences it found; 0 is none
     * @param verdict the same in words
     */
    public PlatformRecord(Instant at, String target, Kind kind, int changes, String verdict) {
        super(at);
        this.target = target;
        this.kind = kind;
        this.changes = changes;
        this.verdict = verdict;
    }

    /** The environment, such as {@code dev}. */
    public String getTarget() {
        return target;
    }

    /** What was done. */
    public Kind getKind() {
        return kind;
    }

    /** How many differences were found. */
    public int getChanges() {
        return changes;
    }

    /** What was found, in words. */
    public String getVerdict() {
        return verdict;
    }
}
