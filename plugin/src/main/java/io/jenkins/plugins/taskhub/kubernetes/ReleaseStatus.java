package io.jenkins.plugins.taskhub.kubernetes;

import java.util.Arrays;

/** The status of one revision of a release, as helm 3 and helm 4 write it. */
public enum ReleaseStatus {
    /** What runs, or ran last; older revisions of it are superseded. */
    DEPLOYED("deployed"),
    /** A later revision was deployed. */
    SUPERSEDED("superseded"),
    /** It could not be deployed. */
    FAILED("failed"),
    /** It was uninstalled with its history kept. */
    UNINSTALLED("uninstalled"),
    /** It is being uninstalled. */
    UNINSTALLING("uninstalling"),
    /** A first installation is under way, or its helm was killed. */
    PENDING_INSTALL("pending-install"),
    /** An upgrade is under way, or its helm was killed. */
    PENDING_UPGRADE("pending-upgrade"),
    /** A rollback is under way, or its helm was killed. */
    PENDING_ROLLBACK("pending-rollback"),
    /** Anything else. */
    UNKNOWN("unknown");

    private final String word;

    ReleaseStatus(String word) {
        this.word = word;
    }

    /** The status of this word; {@link #UNKNOWN} for a word that helm does not use. */
    public static ReleaseStatus of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst().orElse(UNKNOWN);
    }

    /** Whether helm refuses another operation until this one is over. */
    public boolean pending() {
        return this == PENDING_INSTALL || this == PENDING_UPGRADE || this == PENDING_ROLLBACK;
    }

    /** The word that helm writes, such as {@code pending-upgrade}. */
    @Override
    public String toString() {
        return word;
    }
}
