package io.jenkins.plugins.taskhub.pages;

import io.jenkins.plugins.taskhub.report.Ages;
import io.jenkins.plugins.taskhub.report.ApprovalRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords.OfBuild;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.Report.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/** Cells that several pages have. */
final class Cells {
    private static final int SHORT_DIGEST = 19;

    private Cells() {}

    /** When something was, and how long ago that is. */
    static Cell time(Instant at, Instant now) {
        return Cell.of(age(at, now)).over(Ages.at(at)).sortedBy(at.getEpochSecond());
    }

    static String age(Instant at, Instant now) {
        return Ages.span(Duration.between(at, now)) + " ago";
    }

    /** How long something took; empty where that is not known. */
    static Cell took(long seconds) {
        return Cell.of(seconds < 0 ? "" : Ages.took(seconds)).sortedBy(seconds);
    }

    /** The tag, and the digest that the registry had. */
    static Cell what(OfBuild build, DeploymentRecord deployment) {
        return Cell.of(deployment.what()).over(shortened(digest(build, deployment)));
    }

    /** Who started a deployment, and who approved it. */
    static Cell who(OfBuild build, DeploymentRecord deployment) {
        String approved = approvedBy(build, deployment);
        return Cell.of(deployment.getWho() == null ? "not a person" : deployment.getWho())
                .over(approved.isEmpty() ? null : approved);
    }

    /** A number of bytes. */
    static Cell size(long bytes) {
        String text = bytes < 1_000 ? bytes + " B"
                : bytes < 1_000_000 ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : bytes < 1_000_000_000 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
        return Cell.of(text).sortedBy(bytes);
    }

    /** The beginning of a digest, enough to know it by. */
    private static String shortened(String digest) {
        return digest == null || digest.length() <= SHORT_DIGEST ? digest : digest.substring(0, SHORT_DIGEST) + "…";
    }

    /** Who approved a deployment: by the newest approval of the same build for the same environment before it. */
    private static String approvedBy(OfBuild build, DeploymentRecord deployment) {
        return build.all(ApprovalRecord.class).stream()
                .filter(approval -> deployment.getEnvironment().equals(approval.getEnvironment()))
                .filter(approval -> !approval.getAt().isAfter(deployment.getAt()))
                .max(Comparator.comparing(ApprovalRecord::getAt))
                .map(approval -> approval.getApprovedBy().isEmpty() ? "nobody was asked"
                        : "approved by " + String.join(", ", approval.getApprovedBy())).orElse("");
    }

    /** The digest that the registry had, else the one that was approved. */
    static String digest(OfBuild build, DeploymentRecord deployment) {
        return deployment.getDigest() != null ? deployment.getDigest()
                : build.all(ApprovalRecord.class).stream()
                .filter(approval -> deployment.getEnvironment().equals(approval.getEnvironment()))
                .map(ApprovalRecord::getDigest).reduce((one, later) -> later).orElse(null);
    }
}
