package io.jenkins.plugins.taskhub.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which findings a team has decided to live with, until when, and why: what {@link IgnoreFileReader} reads. An entry
 * that has expired, and one that does not say why, ignores nothing.
 */
final class IgnoreFile implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<IgnoreEntry> entries;

    IgnoreFile(List<IgnoreEntry> entries) {
        this.entries = new ArrayList<>(entries);
    }

    /** One without entries. */
    static IgnoreFile none() {
        return new IgnoreFile(List.of());
    }

    /** Every entry, in the order of the file. */
    List<IgnoreEntry> entries() {
        return entries;
    }
}
