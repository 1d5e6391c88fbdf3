package io.jenkins.plugins.taskhub.scan;

import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import io.jenkins.plugins.taskhub.scan.Finding.State;
import io.jenkins.plugins.taskhub.scan.QualityGate.Decision;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a gate tells: in the log, on the build's page, in its result. */
final class GateTexts {
    private static final int SHOWN = 10;
    private static final int SHOWN_PROBLEMS = 10;
    private static final int LONGEST_CELL = 60;
    private static final Map<QualityGate.Verdict, Report.Status> STATUSES = Map.of(
            QualityGate.Verdict.PASS, Report.Status.GOOD, QualityGate.Verdict.UNSTABLE, Report.Status.WARNING,
            QualityGate.Verdict.FAIL, Report.Status.FAILED);

    private static final Map<Severity, Report.Status> MARKS = Map.of(
            Severity.CRITICAL, Report.Status.FAILED, Severity.HIGH, Report.Status.WARNING);

    private final GateRequest request;
    private final Judgement found;
    private final Decision decision;

    GateTexts(GateRequest request, Judgement found, Decision decision) {
        this.request = request;
        this.found = found;
        this.decision = decision;
    }

    /** The worst findings that count, what is wrong with the ignore file, and the verdict in one line. */
    void log(Ports ports, String json) {
        var log = ports.log();
        if (request.report != null) {
            log.line("The report is of " + found.artifact() + (found.os() == null ? "" : " (" + found.os() + ")"));
        }
        if (found.endOfLife()) {
            log.line(found.os() + " is past its end of life: no fixes come for it any more");
        }
        found.ignoreProblems().stream().limit(SHOWN_PROBLEMS)
                .forEach(problem -> log.line(request.ignoreFile + ": " + problem));
        int more = found.ignoreProblems().size() - SHOWN_PROBLEMS;
        if (more > 0) {
            log.line(request.ignoreFile + ": … " + more + " more entries to mend");
        }
        var counting = found.worst().stream().filter(finding -> finding.state() == State.COUNTED).toList();
        table(counting.subList(0, Math.min(SHOWN, counting.size()))).forEach(log::detail);
        int all = found.countedBySeverity().values().stream().mapToInt(Integer::intValue).sum();
        if (all > SHOWN) {
            log.detail("… " + (all - SHOWN) + " more: " + where(ports, json));
        }
        if (request.updateBaseline) {
            log.line("Wrote the baseline " + request.baseline + ": commit it, and the next build counts only what is "
                    + "new");
        }
        log.line(decision.verdict().word() + ": " + Severity.words(found.counts()) + "; " + found.rest());
    }

    /** Why it is not a pass, and where to look. */
    String reason(Ports ports, String json) throws IOException, InterruptedException {
        return request.subject() + " has " + String.join(", ", decision.reasons()) + ". Mend them, or decide on them "
                + "in "
                + (request.ignoreFile == null ? "an ignoreFile" : request.ignoreFile) + "; the report: "
                + where(ports, json);
    }

    private static String where(Ports ports, String json) {
        try {
            String url = ports.build().url();
            return (url == null ? "Delivery report of the build" : url + "taskhub") + ", and " + json;
        } catch (IOException e) {
            return json;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return json;
        }
    }

    /** The build's page, with the trend over the builds before. */
    void page(Ports ports, String json, String sarif) throws IOException, InterruptedException {
        var report = new Report("Scan of " + request.subject(), STATUSES.get(decision.verdict()))
                .fact("Verdict", decision.verdict().word()
                        + (decision.reasons().isEmpty() ? "" : ": " + String.join(", ", decision.reasons())))
                .fact("Scanned", found.artifact()).fact("System", found.os() == null ? null
                        : found.os() + (found.endOfLife() ? ", past its end of life" : ""))
                .fact("Found", Severity.words(found.counts())).fact("New", found.compared() ? found.fresh() : null)
                .fact("Fixed since the baseline", found.compared() ? found.fixed() : null)
                .fact("Ignored", found.ignored()).fact("Without a fix", found.unfixed());
        for (String problem : found.ignoreProblems()) {
            report.fact(request.ignoreFile, problem);
        }
        if (!found.worst().isEmpty()) {
            report.sortableTable(found.worst().size() < found.total()
                            ? "The worst " + found.worst().size() + " of " + found.total() + " findings" : "Findings",
                    List.of("Severity", "Finding", "In", "Installed", "What", "State"), rows());
        }
        var numbers = new LinkedHashMap<String, Integer>();
        found.counts().forEach((severity, count) -> numbers.put(severity.name(), count));
        var trend = ports.build().trend(new TrendPoint(Instant.now(), "trivyGate " + request.series(), request.subject(),
                ports.build().number(), decision.verdict().word(), numbers));
        if (trend.size() > 1) {
            report.trend("The newest " + trend.size() + " builds", trend, "../../");
        }
        String root = ports.build().url() == null ? "../" : ports.build().url();
        ports.build().report(report.link(json, root + "artifact/" + json).link(sarif, root + "artifact/" + sarif));
    }

    private List<List<Cell>> rows() {
        var rows = new ArrayList<List<Cell>>();
        for (Finding each : found.worst()) {
            rows.add(List.of(
                    Cell.of(each.severity().name()).sortedBy(-each.severity().ordinal()).marked(MARKS.get(each.severity())),
                    Cell.of(each.id()).linkedTo(each.url()), Cell.of(each.subject()).over(each.target()),
                    Cell.of(each.installed()).over(each.fixedVersion().isEmpty() ? null : "fixed in " + each.fixedVersion()),
                    Cell.of(each.title()), Cell.of(each.state().words())));
        }
        return rows;
    }

    /** The result, as a Pipeline reads it. */
    LinkedHashMap<String, Object> result(String json, String sarif) {
        var counts = new LinkedHashMap<String, Integer>();
        found.counts().forEach((severity, count) -> counts.put(severity.name(), count));
        var result = new LinkedHashMap<String, Object>();
        result.put("verdict", decision.verdict().word());
        result.put("artifact", found.artifact());
        result.put("counts", counts);
        result.put("total", found.total());
        result.put("new", found.fresh());
        result.put("fixed", found.fixed());
        result.put("ignored", found.ignored());
        result.put("unfixed", found.unfixed());
        result.put("report", json);
        result.put("sarif", sarif);
        return result;
    }

    /** Findings as lines whose columns stand below each other. */
    private static List<String> table(List<Finding> findings) {
        var cells = findings.stream().map(each -> List.of(each.severity().name(), cut(each.id()), cut(each.subject()),
                cut(each.versions()), cut(each.title()))).toList();
        var widths = new int[5];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return cells.stream().map(row -> {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > 0) {
                    line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
                }
            }
            return line.toString().stripTrailing();
        }).toList();
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST_CELL ? line : line.substring(0, LONGEST_CELL - 1) + "…";
    }
}
