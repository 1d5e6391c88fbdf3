package io.jenkins.plugins.taskhub.report;

import java.time.Instant;

/** A dump of a database that a build made, or saw. */
public final class BackupRecord extends BuildRecord {
    private static final long serialVersionUID = 1L;

    private final String namespace;
    private final String database;
    private final String file;
    private final long bytes;
    private final boolean verified;
    private final boolean made;
    private final long seconds;

    /**
     * Describes one dump.
     *
     * @param at       when the dump was made
     * @param database null where the build does not know which
     * @param verified whether it was restored on trial and its rows were counted
     * @param made     whether this build made it; else it only saw it
     * @param seconds  how long the build took for it
     */
    public BackupRecord(Instant at, String namespace, String database, String file, long bytes, boolean verified,
            boolean made, long seconds) {
        super(at);
        this.namespace = namespace;
        this.database = database;
        this.file = file;
        this.bytes = bytes;
        this.verified = verified;
        this.made = made;
        this.seconds = seconds;
    }

    /** Where the database is. */
    public String getNamespace() {
        return namespace;
    }

    /** The database; null where the build did not know which. */
    public String getDatabase() {
        return database;
    }

    /** The dump's name. */
    public String getFile() {
        return file;
    }

    /** The dump's size. */
    public long getBytes() {
        return bytes;
    }

    /** Whether it was restored on trial and its rows were counted. */
    public boolean isVerified() {
        return verified;
    }

    /** Whether the build made it. */
    public boolean isMade() {
        return made;
    }

    /** How long the build took for it. */
    public long getSeconds() {
        return seconds;
    }
}
