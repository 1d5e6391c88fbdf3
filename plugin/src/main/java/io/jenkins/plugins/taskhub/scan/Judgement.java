package io.jenkins.plugins.taskhub.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * What a report comes to: small, whatever the report's size; this is what travels from the agent.
 *
 * @param artifact what was scanned, as the report names it
 * @param os the operating system in an image; null where there is none
 * @param counts every finding that is not ignored, by severity
 * @param countedBySeverity those that count against the policy
 * @param compared whether there is a baseline
 * @param fresh findings that the baseline does not have; all of them where there is none
 * @param fixed findings of the baseline that are gone
 * @param ignored findings that an ignore file, or VEX, is about
 * @param unfixed vulnerabilities without a fix
 * @param worst the worst that are not ignored, in the order in which they are shown
 * @param ignoreProblems what is wrong with entries of the ignore file, in words
 */
record Judgement(String artifact, String os, boolean endOfLife, LinkedHashMap<Severity, Integer> counts,
                 LinkedHashMap<Severity, Integer> countedBySeverity, boolean compared, int fresh, int fixed,
                 int ignored, int unfixed, ArrayList<Finding> worst, ArrayList<String> ignoreProblems)
        implements Serializable {
    /** Findings that are not ignored. */
    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int counted(Severity severity) {
        return countedBySeverity.getOrDefault(severity, 0);
    }

    /** Everything but the severities, {@code 4 new, 2 fixed since the baseline, 1 ignored, 3 without a fix}. */
    String rest() {
        return (compared ? fresh + " new, " + fixed + " fixed since the baseline, " : "") + ignored + " ignored, "
                + unfixed + " without a fix";
    }
}
