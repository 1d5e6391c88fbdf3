package io.jenkins.plugins.taskhub.pages;

import io.jenkins.plugins.taskhub.report.Ages;
import io.jenkins.plugins.taskhub.report.ApprovalRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords.OfBuild;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.Report.Cell;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;

/** Cells that several pages have. */
final class Cells {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
            .withZone(ZoneOffset.UTC);
    private static final int SHORT_DIGEST = 19;

    private Cells() {}

    /** When something was, and how long ago that is. */
    static Cell time(Instant at, Instant now) {
        return Cell.of(TIME.format(at) + ", " + age(at, now)).sortedBy(at.getEpochSecond());
    }

    static String age(Instant at, Instant now) {
        return Ages.span(Duration.between(at, now)) + " ago";
    }

    /** How long something took; empty where that is not known. */
    static Cell took(long seconds) {
        return Cell.of(seconds < 0 ? "" : Ages.took(seconds)).sortedBy(seconds);
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
    static String digest(String digest) {
        return digest == null || digest.length() <= SHORT_DIGEST ? digest : digest.substring(0, SHORT_DIGEST) + "…";
    }

    /** Who approved a deployment: by the newest approval of the same build for the same environment before it. */
    static String approvedBy(OfBuild build, DeploymentRecord deployment) {
        return build.all(ApprovalRecord.class).stream()
                .filter(approval -> deployment.getEnvironment().equals(approval.getEnvironment()))
                .filter(approval -> !approval.getAt().isAfter(deployment.getAt()))
                .max(Comparator.comparing(ApprovalRecord::getAt))
                .map(approval -> approval.getApprovedBy().isEmpty() ? "nobody was asked"
                        : String.join(", ", approval.getApprovedBy())).orElse("");
    }

    /** The digest that the registry had, else the one that was approved. */
    static String digest(OfBuild build, DeploymentRecord deployment) {
        return deployment.getDigest() != null ? deployment.getDigest()
                : build.all(ApprovalRecord.class).stream()
                .filter(approval -> deployment.getEnvironment().equals(approval.getEnvironment()))
                .map(ApprovalRecord::getDigest).reduce((one, later) -> later).orElse(null);
    }
}
