package io.jenkins.plugins.taskhub.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says pass, unstable or fail of what was found. */
final class QualityGate {
    private QualityGate() {}

    /** How it went. */
    enum Verdict {
        PASS, UNSTABLE, FAIL;

        /** As results and logs have it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A verdict and its reasons.
     *
     * @param reasons none for a pass
     */
    record Decision(Verdict verdict, List<String> reasons) {}

    /** Judges a judgement's numbers. */
    static Decision decide(Policy policy, Judgement found) {
        var failing = new ArrayList<String>();
        var unstable = new ArrayList<String>();
        for (Severity severity : policy.judged()) {
            int count = found.counted(severity);
            int allowed = policy.allowed(severity);
            String reason = count + (found.compared() ? " new " : " ") + severity
                    + (allowed == 0 ? "" : " (" + allowed + " allowed)");
            if (policy.failOn().contains(severity) && count > allowed) {
                failing.add(reason);
            } else if (policy.unstableOn().contains(severity)
                    && count > (policy.failOn().contains(severity) ? 0 : allowed)) {
                unstable.add(reason);
            }
        }
        if (policy.exitOnEol() && found.endOfLife()) {
            failing.add(found.os() + " is past its end of life: no fix will come, take a newer base image");
        }
        if (policy.strictIgnores() && !found.ignoreProblems().isEmpty()) {
            failing.add(found.ignoreProblems().size() + (found.ignoreProblems().size() == 1 ? " entry" : " entries")
                    + " of the ignore file to mend: " + found.ignoreProblems().get(0));
        }
        if (!failing.isEmpty()) {
            return new Decision(Verdict.FAIL, failing);
        }
        return unstable.isEmpty() ? new Decision(Verdict.PASS, List.of()) : new Decision(Verdict.UNSTABLE, unstable);
    }
}
