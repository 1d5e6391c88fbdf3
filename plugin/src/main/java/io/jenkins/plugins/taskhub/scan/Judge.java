package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.scan.Finding.State;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** Goes through a report once and counts. Of the findings only the worst are kept. */
final class Judge implements TrivyReport.Visitor {
    /** So many findings are shown on the page. */
    static final int KEPT = 300;

    private final Policy policy;
    private final Map<String, List<Ignoring>> ignores = new HashMap<>();
    private final List<Ignoring> ignoring = new ArrayList<>();
    private final Baseline baseline;
    private final Sink sink;
    private final int[] counts = new int[Severity.values().length];
    private final int[] counted = new int[Severity.values().length];
    /** The least worth keeping on top. */
    private final PriorityQueue<Finding> worst = new PriorityQueue<>(KEPT + 1,
            Comparator.comparingInt(Finding::weight).thenComparing(Finding::order, Comparator.reverseOrder()));
    private TreeMap<Baseline.Key, Severity> all;
    private int order;
    private int fresh;
    private int ignored;
    private int unfixed;

    /** Takes each finding with its judgement, such as to write it somewhere. */
    @FunctionalInterface
    interface Sink {
        void judged(RawFinding finding, Severity severity, State state) throws IOException;
    }

    private static final class Ignoring {
        private final IgnoreEntry entry;
        private boolean matched;

        Ignoring(IgnoreEntry entry) {
            this.entry = entry;
        }
    }

    /**
     * @param baseline null where findings are not compared
     * @param sink null where none is wanted
     */
    Judge(Policy policy, IgnoreFile ignoreFile, Baseline baseline, Sink sink) {
        this.policy = policy;
        this.baseline = baseline;
        this.sink = sink;
        for (IgnoreEntry entry : ignoreFile.entries()) {
            var each = new Ignoring(entry);
            ignoring.add(each);
            ignores.computeIfAbsent(entry.id, id -> new ArrayList<>()).add(each);
        }
    }

    /** From now on the findings are also kept for a new baseline. */
    TreeMap<Baseline.Key, Severity> collect() {
        all = new TreeMap<>();
        return all;
    }

    /**
     * Judges a report.
     *
     * @param name of the report, for messages
     */
    Judgement judge(String name, InputStream in) throws IOException {
        var facts = TrivyReport.read(name, in, this);
        var shown = new ArrayList<>(worst);
        shown.sort(Comparator.comparingInt(Finding::weight).reversed().thenComparing(Finding::order));
        var problems = new ArrayList<String>();
        for (Ignoring each : ignoring) {
            String problem = each.entry.problem(each.matched);
            if (problem != null) {
                problems.add(problem);
            }
        }
        return new Judgement(facts.artifactName, facts.os(), facts.endOfLife, Severity.counts(counts),
                Severity.counts(counted), baseline != null, fresh, baseline == null ? 0 : baseline.gone(),
                ignored + facts.suppressed, unfixed, shown, problems);
    }

    @Override
    public void found(RawFinding finding) throws IOException {
        var severity = finding.judgedSeverity();
        var state = state(finding, severity);
        if (sink != null) {
            sink.judged(finding, severity, state);
        }
        order++;
        if (state == State.IGNORED) {
            ignored++;
            return;
        }
        counts[severity.ordinal()]++;
        if (state == State.COUNTED) {
            counted[severity.ordinal()]++;
        }
        keep(finding, severity, state);
    }

    private State state(RawFinding finding, Severity severity) {
        boolean known = false;
        Baseline.Key key = null;
        if (baseline != null || all != null) {
            key = Baseline.Key.of(finding);
            known = baseline != null && baseline.knows(key, severity);
        }
        if (isIgnored(finding)) {
            return State.IGNORED;
        }
        if (all != null) {
            all.merge(key, severity, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        if (!known) {
            fresh++;
        }
        if (!finding.hasFix()) {
            unfixed++;
        }
        if (!policy.judged(severity)) {
            return State.MINOR;
        }
        return known ? State.KNOWN : policy.ignoreUnfixed() && !finding.hasFix() ? State.UNFIXED : State.COUNTED;
    }

    private boolean isIgnored(RawFinding finding) {
        if (ignores.isEmpty()) {
            return false;
        }
        boolean found = false;
        for (Text id : new Text[] {finding.id, finding.otherId}) {
            for (Ignoring each : ignores.getOrDefault(id.toString(), List.of())) {
                if (each.entry.matches(finding)) {
                    each.matched = true;
                    found |= each.entry.isInForce();
                }
            }
        }
        return found;
    }

    private void keep(RawFinding finding, Severity severity, State state) {
        if (worst.size() < KEPT) {
            worst.add(Finding.of(finding, severity, state, order));
        } else if (Finding.weightOf(severity, state) > worst.peek().weight()) {
            worst.poll();
            worst.add(Finding.of(finding, severity, state, order));
        }
    }
}
