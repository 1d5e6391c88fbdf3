package io.jenkins.plugins.taskhub.scan;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** One entry of an {@link IgnoreFile}. */
final class IgnoreEntry implements Serializable {
    private static final long serialVersionUID = 1L;

    final Kind kind;
    final int line;
    String id = "";
    String statement = "";
    final ArrayList<Pattern> paths = new ArrayList<>();
    final ArrayList<Purl> purls = new ArrayList<>();
    private String expiredAt;
    private boolean expired;

    IgnoreEntry(Kind kind, int line) {
        this.kind = kind;
        this.line = line;
    }

    /** @param written the date as it stands in the file */
    void expire(String written, Instant at, Instant now) {
        expiredAt = written;
        expired = at.isBefore(now);
    }

    /** Whether a finding is the one that the entry is about, be it in force or not. */
    boolean matches(RawFinding finding) {
        if (kind != finding.kind || !id.contentEquals(finding.id) && !id.contentEquals(finding.otherId)) {
            return false;
        }
        return (paths.isEmpty() || paths.stream().anyMatch(path -> path.matcher(finding.target).matches()
                        || path.matcher(finding.path).matches()))
                && (purls.isEmpty() || finding.purl.length() == 0
                        || purls.stream().anyMatch(purl -> purl.matches(Purl.of(finding.purl.toString()))));
    }

    /** Whether what it matches is ignored. */
    boolean isInForce() {
        return !expired && !statement.isEmpty();
    }

    /**
     * What is wrong with the entry; null when nothing is.
     *
     * @param matched whether it matched any finding
     */
    String problem(boolean matched) {
        if (expired) {
            return id + " (line " + line + ") expired on " + expiredAt + " and ignores nothing any more";
        }
        if (statement.isEmpty()) {
            return id + " (line " + line + ") has no statement and ignores nothing: say why";
        }
        return matched ? null : id + " (line " + line + ") matches nothing: remove it";
    }
}
