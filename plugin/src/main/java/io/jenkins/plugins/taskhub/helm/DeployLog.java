package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.helm.Aftermath.Left;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import io.jenkins.plugins.taskhub.kubernetes.ManifestDiff;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.Annotate;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.DeploymentRecord.Outcome;
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
    private final String place;
    private final Rollout rollout;
    private ArrayList<String> changes = new ArrayList<>();
    private String from;
    private String to;
    private volatile String image;
    private volatile String digest;
    private long startedAt;

    /** @param place what people call it */
    DeployLog(HelmTarget target, String place, Rollout rollout) {
        this.target = target;
        this.place = place;
        this.rollout = rollout;
    }

    /** After the registry was asked; of several images the first is told of. */
    synchronized void found(String name, String itsDigest) {
        if (digest == null) {
            image = name;
            digest = itsDigest;
        }
    }

    /** After the chart was rendered: what would change. */
    void compared(DeployRequest request, ManifestDiff diff, boolean changed, int revision, String before, String wanted,
                  Ports ports) throws IOException, InterruptedException {
        from = before;
        to = wanted;
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
            ports.build().report((request.dryRun ? new Report("Would deploy " + target, Report.Status.NEUTRAL)
                    : new Report(title(), Report.Status.BEGUN))
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
    void upgrading(int previousRevision, int newRevision, Ports ports) {
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
    void goingBack(ManifestDiff diff, boolean changed, boolean dryRun, int newest, int backTo, String before,
                   String wanted, Ports ports) throws IOException, InterruptedException {
        from = before;
        to = wanted;
        if (!changed) {
            ports.log().line(target + " is at revision " + backTo + " already: nothing to roll back");
            return;
        }
        startedAt = System.currentTimeMillis();
        ports.log().line((dryRun ? "Dry run: would roll " : "Rolling ") + target + " back to revision " + backTo
                + (to == null ? "" : " (" + to + ")") + ", as revision " + (newest + 1));
        diff.summaries(SHOWN_CHANGES).forEach(ports.log()::detail);
        ports.build().report((dryRun ? new Report("Would roll back " + target, Report.Status.NEUTRAL)
                : new Report(title(), Report.Status.BEGUN)).fact("Back to revision", backTo).fact("From", from).fact("To", to).diff("Changes of " + target, diff.text()));
    }

    /**
     * After helm succeeded: the log, the release's annotations, the build's record.
     *
     * @param annotations for the release, beside the build's URL
     */
    void deployed(Map<String, String> annotations, int revision, Ports ports) throws IOException, InterruptedException {
        ports.log().line(target + ": revision " + revision + " deployed in " + seconds() + " s");
        var build = ports.build();
        build.report(withRollout(new Report(title(), Report.Status.GOOD).fact("Environment", place)
                .fact("Revision", revision).fact("Image", image).fact("Digest", digest).fact("Took", seconds() + " s")));
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
        keep(revision, Outcome.DEPLOYED, ports);
    }

    private void keep(int revision, Outcome outcome, Ports ports) throws IOException, InterruptedException {
        ports.build().keep(new DeploymentRecord(target.release(), target.namespace(), place, from, to, revision,
                Instant.now(), ports.build().startedBy()).ended(outcome, seconds()).ofImage(image, digest));
    }

    private String title() {
        return "Deployment of " + target;
    }

    private Report withRollout(Report report) {
        var told = rollout.told();
        return told.isEmpty() ? report : report.table("Rollout of " + target, List.of("When", "What"), told);
    }

    /** After helm failed, and perhaps went back: keeps how it ended. */
    Aftermath ended(Aftermath after, Ports ports) throws IOException, InterruptedException {
        keep(after.revision(), switch (after.left()) {
            case ROLLED_BACK, GONE, UNTOUCHED -> Outcome.RETURNED;
            case DEPLOYED -> Outcome.DEPLOYED;
            case FAILED, PENDING -> Outcome.FAILED;
        }, ports);
        return after;
    }

    /**
     * After helm failed: reports why on the build's page, and archives what is known of the rollout.
     *
     * @param trouble null when the rollout itself did not fail
     * @param left what helm left, in words; null when that is not known yet
     * @return whether there is something in the artifact
     */
    boolean failed(RolloutOutcome trouble, io.jenkins.plugins.taskhub.cli.Outcome outcome, String left, Ports ports)
            throws IOException, InterruptedException {
        String helm = String.join("\n", outcome.tail());
        var report = withRollout(new Report(title(), Report.Status.FAILED).fact("Environment", place).fact("Now", left)
                .fact("Cause", trouble == null ? null : ports.masker().mask(trouble.summary()))
                .fact("Image", image).fact("Digest", digest).fact("Took", seconds() + " s"))
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
    void aftermath(Aftermath after, int previousRevision, boolean archived, Ports ports)
            throws IOException, InterruptedException {
        ended(after, ports);
        String where = archived ? ". Pod logs and events: " + FAILURE_FILE : "";
        if (after.left() == Left.ROLLED_BACK) {
            ports.log().line("Rolled back " + target + " to revision " + previousRevision
                    + (from == null ? "" : " (" + from + ")") + ", as revision " + after.revision() + ", after " + seconds()
                    + " s" + where);
        } else if (after.left() == Left.GONE) {
            ports.log().line("Took the first installation of " + target + " away again after " + seconds() + " s" + where);
        } else {
            ports.log().line("Failed after " + seconds() + " s: " + after.words(from) + where);
        }
    }

    private static String withHint(String change) {
        String hint = "diff on the build page)";
        return change.endsWith(")") ? change.substring(0, change.length() - 1) + "; " + hint : change + " (" + hint;
    }

    private long seconds() {
        return (System.currentTimeMillis() - startedAt + 500) / 1_000;
    }

    private static String named(String tag) {
        return tag == null ? "the chart's own image" : tag;
    }
}
