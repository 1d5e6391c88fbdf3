package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.helm.Aftermath.Left;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.ManifestDiff;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.Annotate;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a deployment tells: in the log, on the build's page, in an artifact, and on the release. */
final class DeployLog implements Serializable {
    /** The artifact with pod logs and events. */
    static final String FAILURE_FILE = "deployment-failure.txt";

    private static final long serialVersionUID = 1L;
    private static final int SHOWN_CHANGES = 12;
    private static final int SHOWN_LINES = 400;
    private static final String BUILD_URL = "taskhub.io/build-url";

    private final HelmTarget target;
    private ArrayList<String> changes = new ArrayList<>();
    private long startedAt;

    DeployLog(HelmTarget target) {
        this.target = target;
    }

    /** After the chart was rendered: what would change. */
    void compared(DeployRequest request, ManifestDiff diff, boolean changed, int revision, String from, String to,
                  Ports ports) throws IOException, InterruptedException {
        if (!changed) {
            ports.log().line(target + " is at " + named(to) + " as asked for (revision " + revision
                    + "): nothing to upgrade");
            return;
        }
        changes = request.diff ? new ArrayList<>(diff.summaries(SHOWN_CHANGES)) : new ArrayList<>();
        if (request.diff) {
            if (changes.isEmpty()) {
                changes.add("no object differs");
            } else if (!request.dryRun) {
                changes.set(0, withHint(changes.get(0)));
            }
            ports.build().report(new Report((request.dryRun ? "Would deploy " : "Deploy ") + target, Report.Status.NEUTRAL)
                    .fact("From", from).fact("To", to).diff("Changes of " + target, diff.text()));
        }
        if (request.dryRun) {
            ports.log().line("Dry run: " + target + " would go from " + named(from) + " to " + named(to) + " (revision "
                    + revision + " → " + (revision + 1) + "); nothing is changed");
            changes.forEach(ports.log()::detail);
            if (request.diff) {
                diff.text().lines().limit(SHOWN_LINES).forEach(ports.log()::detail);
            }
        }
    }

    /** Before helm changes anything. */
    void upgrading(int previousRevision, int newRevision, String from, String to, Ports ports) {
        startedAt = System.currentTimeMillis();
        if (previousRevision == 0) {
            ports.log().line("Installing " + target + (to == null ? "" : " at " + to) + " (revision " + newRevision + ")");
        } else {
            String tags = to == null ? "" : to.equals(from) ? ", keeping " + to : " from " + named(from) + " to " + to;
            ports.log().line("Upgrading " + target + tags + " (revision " + previousRevision + " → " + newRevision + ")");
        }
        changes.forEach(ports.log()::detail);
    }

    /** Before a rollback, or in place of one. */
    void goingBack(ManifestDiff diff, boolean changed, boolean dryRun, int newest, int backTo, String from, String to,
                   Ports ports) throws IOException, InterruptedException {
        if (!changed) {
            ports.log().line(target + " is at revision " + backTo + " already: nothing to roll back");
            return;
        }
        startedAt = System.currentTimeMillis();
        ports.log().line((dryRun ? "Dry run: would roll " : "Rolling ") + target + " back to revision " + backTo
                + (to == null ? "" : " (" + to + ")") + ", as revision " + (newest + 1));
        diff.summaries(SHOWN_CHANGES).forEach(ports.log()::detail);
        ports.build().report(new Report((dryRun ? "Would roll back " : "Roll back ") + target, Report.Status.NEUTRAL)
                .fact("From", from).fact("To", to).diff("Changes of " + target, diff.text()));
    }

    /**
     * After helm succeeded: the log, the release's annotations, the build's record.
     *
     * @param annotations for the release, beside the build's URL
     * @param place what people call the place
     */
    void deployed(Map<String, String> annotations, String place, int revision, String from, String to, Ports ports)
            throws IOException, InterruptedException {
        ports.log().line(target + ": revision " + revision + " deployed in " + seconds());
        var build = ports.build();
        build.report(new Report("Deployed " + target, Report.Status.GOOD).fact("Revision", revision).fact("Tag", to)
                .fact("Before", from).fact("After", seconds()));
        var notes = new LinkedHashMap<>(annotations);
        if (build.url() != null) {
            notes.putIfAbsent(BUILD_URL, build.url());
        }
        if (!notes.isEmpty()) {
            try {
                target.cluster().call(new Annotate(target.namespace(), target.release(), revision, notes),
                        ports.log()::detail);
            } catch (ClusterException e) {
                ports.log().detail("the release could not be annotated: " + e.getMessage());
            }
        }
        build.deployed(new DeploymentRecord(target.release(), target.namespace(), place, from, to, revision,
                Instant.now(), build.startedBy(), build.number()));
    }

    /**
     * After helm failed: reports why on the build's page, and archives what is known of the rollout.
     *
     * @param trouble null when the rollout itself did not fail
     * @param left what helm left, in words; null when that is not known yet
     * @return whether there is something in the artifact
     */
    boolean failed(RolloutOutcome trouble, Outcome outcome, String left, Ports ports)
            throws IOException, InterruptedException {
        String helm = String.join("\n", outcome.tail());
        var report = new Report("Failure of " + target, Report.Status.FAILED).fact("Now", left)
                .fact("After", seconds()).fact("Cause", trouble == null ? null : ports.masker().mask(trouble.summary()))
                .text("What helm said", ports.masker().mask(helm));
        ports.build().report(trouble == null ? report
                : report.text("Pods and events", ports.masker().mask(trouble.text())));
        if (trouble == null) {
            return false;
        }
        try {
            ports.build().archive(Map.of(FAILURE_FILE, trouble.text() + "\nhelm:\n" + helm + "\n"));
            return true;
        } catch (IOException e) {
            ports.log().detail(FAILURE_FILE + " could not be archived: " + e.getMessage());
            List.of(trouble.text().split("\n")).forEach(ports.log()::detail);
            return false;
        }
    }

    /** After helm failed: what is left. */
    void aftermath(Aftermath after, int previousRevision, String from, boolean archived, Ports ports) {
        String where = archived ? ". Pod logs and events: " + FAILURE_FILE : "";
        if (after.left() == Left.ROLLED_BACK) {
            ports.log().line("Rolled back " + target + " to revision " + previousRevision
                    + (from == null ? "" : " (" + from + ")") + ", as revision " + after.revision() + ", after " + seconds()
                    + where);
        } else if (after.left() == Left.GONE) {
            ports.log().line("Took the first installation of " + target + " away again after " + seconds() + where);
        } else {
            ports.log().line("Failed after " + seconds() + ": " + after.words(from) + where);
        }
    }

    private static String withHint(String change) {
        String hint = "diff on the build page)";
        return change.endsWith(")") ? change.substring(0, change.length() - 1) + "; " + hint : change + " (" + hint;
    }

    private String seconds() {
        return (System.currentTimeMillis() - startedAt + 500) / 1_000 + " s";
    }

    private static String named(String tag) {
        return tag == null ? "the chart's own image" : tag;
    }
}
