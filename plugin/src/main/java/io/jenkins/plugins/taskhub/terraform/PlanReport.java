package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.report.PlatformRecord;
import io.jenkins.plugins.taskhub.report.PlatformRecord.Kind;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.Report.Status;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a plan and its application tell: in the log, and on the build's page. */
final class PlanReport {
    private static final int SHOWN_CHANGES = 40;
    private static final int MOST_ROWS = 2_000;
    private static final int ROWS_OF_ONE = 60;
    private static final int LONGEST_VALUE = 200;

    private final ApplyRequest request;
    private final UnaryOperator<String> mask;

    PlanReport(ApplyRequest request, Ports ports) {
        this.request = request;
        this.mask = ports.masker()::mask;
    }

    /** After the plan was read, and before anything is refused or applied. */
    void planned(Plan plan, PlanFacts facts, Ports ports) throws IOException, InterruptedException {
        ports.log().line((request.looksAtDriftOnly() ? "Drift of " : "Plan of ") + request + ": " + facts.verdict());
        if (facts.partial) {
            ports.log().line("This plan is partial: " + partial());
        }
        logged(plan.changes(), "", ports);
        logged(plan.drift(), "changed outside: ", ports);
        var report = new Report((request.looksAtDriftOnly() ? "Drift of " : "Plan of ") + request, status(facts))
                .fact("Verdict", facts.verdict())
                .fact("Partial", facts.partial ? partial() : null)
                .fact("Would be destroyed", facts.destroyed.isEmpty() ? null
                        : mask.apply(String.join(", ", facts.destroyed)))
                .fact("Plan's sha256", facts.applyable ? facts.sha256 : null);
        if (!plan.changes().isEmpty()) {
            report.table("Resources", List.of("Action", "Address", "Why"), resources(plan.changes()));
        }
        attributes(report, "Attributes that change", plan.changes());
        attributes(report, "Outputs that change", plan.outputs());
        if (!plan.drift().isEmpty()) {
            report.table("Changed outside of Terraform", List.of("What happened", "Address", "Why"),
                    resources(plan.drift()));
            attributes(report, "Attributes changed outside of Terraform", plan.drift());
        }
        ports.build().report(report);
        if (!request.changes() || !facts.applyable) {
            keep(request.looksAtDriftOnly() ? Kind.DRIFT : request.changes() ? Kind.APPLY : Kind.PLAN, facts, ports);
        }
    }

    private void keep(Kind kind, PlanFacts facts, Ports ports) throws IOException, InterruptedException {
        ports.build().keep(new PlatformRecord(Instant.now(), request.target == null ? request.dir : request.target, kind,
                facts.drift + (facts.applyable ? facts.operations() : 0), facts.verdict()));
    }

    /**
     * After apply succeeded.
     *
     * @param approver who approved the plan; null when nobody was asked
     */
    void applied(PlanFacts facts, String approver, ApplyProgress progress, Map<String, Object> outputs, Ports ports)
            throws IOException, InterruptedException {
        var report = new Report("Applied " + request, facts.partial ? Status.WARNING : Status.GOOD)
                .fact("Added", facts.add).fact("Changed", facts.change).fact("Destroyed", facts.destroy)
                .fact("Partial", facts.partial ? partial() : null).fact("Approved by", approver)
                .fact("Plan's sha256", facts.sha256);
        keep(Kind.APPLY, facts, ports);
        warnings(report, progress);
        if (!outputs.isEmpty()) {
            var rows = new ArrayList<List<String>>();
            outputs.forEach((name, value) -> rows.add(List.of(name, shown(String.valueOf(value)))));
            report.table("Outputs", List.of("Name", "Value"), rows);
        }
        ports.build().report(report);
    }

    /** After apply failed. */
    void failed(ApplyProgress progress, String left, Ports ports) throws IOException, InterruptedException {
        var report = new Report("Failure of " + request, Status.FAILED)
                .fact("Done", progress.done() + " of " + progress.planned()).fact("Now", mask.apply(left));
        if (!progress.errors().isEmpty()) {
            report.text("What Terraform said", told(progress.errors()));
        }
        ports.build().report(report);
    }

    private String told(List<Diagnostic> diagnostics) {
        return mask.apply(String.join("\n", diagnostics.stream().map(Diagnostic::sentence).toList()));
    }

    private void warnings(Report report, ApplyProgress progress) {
        if (!progress.warnings().isEmpty()) {
            report.text("Warnings", told(progress.warnings()));
        }
    }

    private String partial() {
        return request.targets.isEmpty() ? "Terraform left something out that it cannot plan yet; run the job again afterwards"
                : "only " + String.join(", ", request.targets) + " and what that needs; run without targets afterwards";
    }

    private static Status status(PlanFacts facts) {
        return facts.drift > 0 || facts.destroy > 0 || facts.partial ? Status.WARNING
                : facts.applyable ? Status.NEUTRAL : Status.GOOD;
    }

    private void logged(List<PlannedChange> changes, String lead, Ports ports) {
        changes.stream().limit(SHOWN_CHANGES).forEach(change -> ports.log().detail(lead + word(change) + " "
                + change.address() + (change.reason() == null ? "" : " (" + change.reason() + ")")));
        if (changes.size() > SHOWN_CHANGES) {
            ports.log().detail("… and " + (changes.size() - SHOWN_CHANGES) + " more, on the build's page");
        }
    }

    private List<List<String>> resources(List<PlannedChange> changes) {
        var rows = new ArrayList<List<String>>();
        changes.stream().sorted((a, b) -> weight(b) - weight(a)).forEach(change -> rows.add(List.of(word(change),
                mask.apply(change.address()), change.reason() == null ? "" : change.reason())));
        return rows;
    }

    /** What is taken away comes first. */
    private static int weight(PlannedChange change) {
        return change.action().destroys() ? 2 : change.action() == Action.UPDATE ? 1 : 0;
    }

    private static String word(PlannedChange change) {
        String word = change.action() == Action.NO_OP ? "" : change.action().label();
        if (change.previousAddress() != null) {
            word += (word.isEmpty() ? "" : ", ") + "move from " + change.previousAddress();
        }
        return change.imported() ? word + (word.isEmpty() ? "import" : ", import") : word;
    }

    private void attributes(Report report, String caption, List<PlannedChange> changes) {
        var rows = new ArrayList<List<String>>();
        for (PlannedChange change : changes) {
            if (rows.size() >= MOST_ROWS) {
                rows.add(List.of("… more", "", "", ""));
                break;
            }
            var attributes = change.attributes();
            attributes.stream().limit(ROWS_OF_ONE).forEach(row -> rows.add(List.of(mask.apply(change.address()),
                    mask.apply(row.path()) + (row.forcesReplacement() ? " (forces replacement)" : ""),
                    shown(row.before()), shown(row.after()))));
            if (attributes.size() > ROWS_OF_ONE) {
                rows.add(List.of(mask.apply(change.address()), "… " + (attributes.size() - ROWS_OF_ONE) + " more", "", ""));
            }
        }
        if (!rows.isEmpty()) {
            report.table(caption, List.of("Address", "Attribute", "Before", "After"), rows);
        }
    }

    /** Masked first, then cut: no half of a secret is left. */
    private String shown(String value) {
        String masked = mask.apply(value);
        int end = masked.offsetByCodePoints(0, Math.min(LONGEST_VALUE, masked.codePointCount(0, masked.length())));
        return end < masked.length() ? masked.substring(0, end) + "…" : masked;
    }
}
