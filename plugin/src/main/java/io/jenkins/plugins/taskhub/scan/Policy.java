package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a gate lets pass.
 *
 * @param failOn severities that fail the build when more than {@code allow} of them count
 * @param unstableOn severities that make it unstable: also above {@code allow}, or from the first where the severity is
 *     one of {@code failOn} too
 * @param allow how many are tolerated, by severity; none where it does not say
 */
record Policy(ArrayList<Severity> failOn, ArrayList<Severity> unstableOn, LinkedHashMap<Severity, Integer> allow,
              boolean ignoreUnfixed, boolean strictIgnores, boolean exitOnEol) implements Serializable {
    /**
     * Checks that the thresholds make sense together.
     *
     * @throws StepFailure saying which do not
     */
    Policy checked() {
        for (Severity severity : allow.keySet()) {
            if (!judged(severity)) {
                throw new StepFailure("allow " + severity + " has no effect: " + severity
                        + " is neither in severity nor in unstableOn. Add it there, or leave it out");
            }
        }
        for (Severity severity : unstableOn) {
            if (failOn.contains(severity) && allowed(severity) == 0) {
                throw new StepFailure("unstableOn " + severity + " has no effect: the first " + severity
                        + " fails the build already. Take it out of severity, or allow some: allow: [" + severity
                        + ": 3]");
            }
        }
        return this;
    }

    /** Whether findings of this severity can make a difference. */
    boolean judged(Severity severity) {
        return failOn.contains(severity) || unstableOn.contains(severity);
    }

    /** How many are tolerated. */
    int allowed(Severity severity) {
        return allow.getOrDefault(severity, 0);
    }

    /** The severities that are judged, the worst first. */
    List<Severity> judged() {
        return Severity.worstFirst().stream().filter(this::judged).toList();
    }
}
