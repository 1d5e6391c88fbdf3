package io.jenkins.plugins.taskhub.scan;

import java.io.Serializable;

/**
 * A finding that is kept to be shown; every text is short.
 *
 * @param subject the package or file
 * @param fixedVersion empty where there is no fix
 * @param state how it was judged
 * @param order its place in the report
 */
record Finding(Severity severity, String id, String subject, String installed, String fixedVersion, String title,
               String url, String target, State state, int order) implements Serializable {
    private static final int LONGEST = 200;
    private static final int LONGEST_URL = 500;

    /** How a finding was judged. */
    enum State {
        /** It counts. */
        COUNTED(""),
        /** The policy does not judge its severity. */
        MINOR("not judged"),
        /** It is in the baseline. */
        KNOWN("in the baseline"),
        /** It has no fix, and {@code ignoreUnfixed} was asked for. */
        UNFIXED("no fix yet"),
        /** An entry of the ignore file is about it. */
        IGNORED("ignored");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** For a table; empty for what counts. */
        String words() {
            return words;
        }
    }

    static Finding of(RawFinding raw, Severity severity, State state, int order) {
        return new Finding(severity, raw.id.atMost(LONGEST), cut(raw.subject()), raw.installed.atMost(LONGEST),
                raw.fixedVersion.atMost(LONGEST), raw.title.atMost(LONGEST), raw.url.atMost(LONGEST_URL),
                cut(raw.target) + (raw.line > 0 ? ":" + raw.line : ""), state, order);
    }

    /** What comes first in a table: what counts, then what is worse. */
    int weight() {
        return weightOf(severity, state);
    }

    static int weightOf(Severity severity, State state) {
        return severity.ordinal() + (state == State.COUNTED ? Severity.values().length : 0);
    }

    /** Installed and fixed version, {@code 5.3.15 → 5.3.18}. */
    String versions() {
        return installed + (fixedVersion.isEmpty() ? "" : " → " + fixedVersion);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
