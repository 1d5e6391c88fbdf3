package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How severe a finding is, in Trivy's words, the least first. */
enum Severity {
    UNKNOWN, LOW, MEDIUM, HIGH, CRITICAL;

    private static final Severity[] WORST_FIRST = {CRITICAL, HIGH, MEDIUM, LOW, UNKNOWN};

    /** All of them, the worst first. */
    static List<Severity> worstFirst() {
        return List.of(WORST_FIRST);
    }

    /** Reads what a report says; what is none of Trivy's words is {@link #UNKNOWN}. */
    static Severity of(CharSequence text) {
        for (var severity : WORST_FIRST) {
            if (severity.name().contentEquals(text)) {
                return severity;
            }
        }
        return UNKNOWN;
    }

    /** Reads a parameter: severities with commas between them, in any case. */
    static ArrayList<Severity> list(String parameter, String text) {
        var all = new ArrayList<Severity>();
        for (String word : Names.required(parameter, text).split(",", -1)) {
            var severity = parameter(parameter, word);
            if (!all.contains(severity)) {
                all.add(severity);
            }
        }
        return all;
    }

    /** Reads one severity of a parameter. */
    static Severity parameter(String parameter, String word) {
        for (var severity : WORST_FIRST) {
            if (severity.name().equals(word.strip().toUpperCase(Locale.ROOT))) {
                return severity;
            }
        }
        throw new StepFailure(parameter + " " + Names.shown(word.strip()) + " is not a severity: give "
                + Arrays.stream(WORST_FIRST).map(Severity::name).collect(Collectors.joining(", ")));
    }

    /** Numbers by severity as people read them, zeros left out: {@code 1 CRITICAL, 3 HIGH}, or {@code nothing}. */
    static String words(Map<Severity, Integer> counts) {
        String words = worstFirst().stream().filter(severity -> counts.getOrDefault(severity, 0) > 0)
                .map(severity -> counts.get(severity) + " " + severity).collect(Collectors.joining(", "));
        return words.isEmpty() ? "nothing" : words;
    }

    /** Numbers by severity, the worst first, zeros included. */
    static LinkedHashMap<Severity, Integer> counts(int[] byOrdinal) {
        var counts = new LinkedHashMap<Severity, Integer>();
        worstFirst().forEach(severity -> counts.put(severity, byOrdinal[severity.ordinal()]));
        return counts;
    }
}
