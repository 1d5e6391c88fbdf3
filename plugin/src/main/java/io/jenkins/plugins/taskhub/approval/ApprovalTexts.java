package io.jenkins.plugins.taskhub.approval;

import io.jenkins.plugins.taskhub.report.Ages;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.Report.Status;
import io.jenkins.plugins.taskhub.step.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people read: the prompt's text and the report. */
final class ApprovalTexts {

    /** The field in which an approver says why. */
    static final String REASON = "REASON";
    private static final int MOST_LINES = 40;
    private static final int LONGEST_LINE = 300;

    private ApprovalTexts() {}

    /** What is approved, as text: a map line by line, a list item by item, anything else as it reads. */
    static String changes(Object changes) {
        if (changes == null) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        if (changes instanceof Map<?, ?> map) {
            map.forEach((name, value) -> lines.add(name + ": " + value));
        } else if (changes instanceof Iterable<?> items) {
            items.forEach(item -> lines.add(String.valueOf(item)));
        } else {
            lines.add(changes.toString());
        }
        return String.join("\n", lines).strip();
    }

    /** The prompt, with the field for the reason. */
    static Question question(ApprovalRequest request, ApprovalState state) {
        String name = request.environment.replaceAll("[^A-Za-z0-9]", "");
        String id = "Confirm"
                + (name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        return Question.of(id, request.releaseTag + " for " + request.environment, prompt(request, state))
                .ok(Messages.ConfirmProdStep_ok()).to(request.submitter).starterMayAnswer(request.allowSelf)
                .with(new Question.Text(REASON, request.needsReason() ? Messages.ConfirmProdStep_reasonNeeded()
                        : Messages.ConfirmProdStep_reason(), request.needsReason()));
    }

    /** The prompt's text: the question, what is bound, what runs, what changes, who approved already. */
    static String prompt(ApprovalRequest request, ApprovalState state) {
        StringBuilder text = new StringBuilder("Deploy " + request.image() + " to " + request.environment + "?\n"
                + "Digest: " + state.digest + "\n" + running(request, state) + "\n");
        if (!request.changes.isEmpty()) {
            List<String> lines = request.changes.lines().toList();
            text.append("Changes:\n");
            lines.stream().limit(MOST_LINES).forEach(line -> text.append("  ").append(line(line)).append('\n'));
            if (lines.size() > MOST_LINES) {
                text.append("  … ").append(lines.size() - MOST_LINES).append(" lines more\n");
            }
        }
        if (request.approvers > 1) {
            text.append(state.approvals.size()).append(" of ").append(request.approvers).append(" approved");
            state.approvals.forEach(approval -> text.append("\n  ").append(line(approval.toString())));
        }
        return text.toString().strip();
    }

    /** What the environment runs, as far as the builds of this job and of those beside it know. */
    static String running(ApprovalRequest request, ApprovalState state) {
        return state.running == null ? "no build here has deployed to " + request.environment + " yet"
                : request.environment + " runs " + state.running;
    }

    /** The report of an approval. */
    static Report report(ApprovalRequest request, ApprovalState state) {
        Report report = facts(new Report(request.releaseTag + " approved for " + request.environment, Status.GOOD),
                request, state);
        List<List<String>> rows = new ArrayList<>();
        state.approvals.forEach(one -> rows.add(List.of(one.by(), one.reason(), Ages.at(one.at()))));
        if (!rows.isEmpty()) {
            report.table("Approvals", List.of("Who", "Why", "When"), rows);
        }
        return changes(report, request);
    }

    /** The report of a refusal. */
    static Report refusal(ApprovalRequest request, ApprovalState state, String why) {
        Report report = new Report(request.releaseTag + " not approved for " + request.environment, Status.FAILED);
        return changes(facts(report.fact("Why", why), request, state), request);
    }

    private static Report facts(Report report, ApprovalRequest request, ApprovalState state) {
        return report.fact("Image", request.image().name()).fact("Tag", request.releaseTag).fact("Digest", state.digest)
                .fact("Started by", state.starters.isEmpty() ? null : String.join(", ", state.starters))
                .fact("Ran before", state.running)
                .fact("Confirmed by", request.parameterOnly ? "parameter only, nobody was asked" : null);
    }

    private static Report changes(Report report, ApprovalRequest request) {
        return request.changes.isEmpty() ? report : report.diff("Changes", request.changes);
    }

    /** One line of somebody else's text: no control characters, not too long. */
    private static String line(String text) {
        String plain = text.replace('\t', ' ').replaceAll("[\\p{Cntrl}\\p{Cf}]", "�");
        return plain.length() <= LONGEST_LINE ? plain : plain.substring(0, LONGEST_LINE) + "…";
    }
}
