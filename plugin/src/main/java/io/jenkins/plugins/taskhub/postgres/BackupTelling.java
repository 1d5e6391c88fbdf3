package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What came of a backup: the line in the log, and the report on the build's page. */
final class BackupTelling {
    private BackupTelling() {}

    /**
     * Tells of a backup that was made.
     *
     * @param title  of the report
     * @param result the step's
     */
    static void done(Ports ports, String title, Map<String, Object> result) throws IOException, InterruptedException {
        boolean verified = Boolean.TRUE.equals(result.get("verified"));
        var size = Texts.size((long) result.get("bytes"));
        ports.log().line("job " + result.get("job") + " → " + result.get("file") + ", " + size
                + (verified ? ", verified: " + Texts.count((long) result.get("tables"), "table") + ", "
                + Texts.count((long) result.get("rows"), "row") : ", not verified")
                + (result.get("s3") == null ? "" : ", also " + result.get("s3")) + ", " + result.get("seconds")
                + " s");
        ports.build().report(new Report(title, verified ? Report.Status.GOOD : Report.Status.WARNING)
                .fact("Dump", result.get("file")).fact("Size", size)
                .fact("SHA-256", result.get("sha256")).fact("Verified", verified ? "yes" : "no")
                .fact("Tables", result.get("tables")).fact("Rows", result.get("rows"))
                .fact("In a bucket", result.get("s3")).fact("Job", result.get("job"))
                .fact("Seconds", result.get("seconds")).fact("Deleted", names(result.get("deleted")))
                .fact("Deleted in the bucket", names(result.get("s3Deleted"))));
    }

    private static String names(Object deleted) {
        return deleted instanceof List<?> all && !all.isEmpty() ? String.join(", ", all.stream().map(String::valueOf)
                .toList()) : null;
    }
}
