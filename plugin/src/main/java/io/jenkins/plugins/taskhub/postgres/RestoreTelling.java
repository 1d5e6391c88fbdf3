package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came of a restore: the step's result, the line in the log, and the report on the build's page. */
final class RestoreTelling {
    private RestoreTelling() {}

    /**
     * The step's result.
     *
     * @param dump    what was said of the dump
     * @param swapped what was said of the replacement; null where there was none
     * @param scaled  the workloads that were taken down
     */
    static LinkedHashMap<String, Object> result(RestoreRequest request, Said dump, Said swapped,
                                                ArrayList<String> scaled, long seconds) {
        var answer = swapped == null || swapped.text("query").isEmpty() ? dump : swapped;
        var result = new LinkedHashMap<String, Object>();
        result.put("dump", dump.text("file"));
        result.put("bytes", dump.number("bytes"));
        result.put("sha256", dump.text("sha256"));
        result.put("database", request.database);
        result.put("tables", dump.number("tables"));
        result.put("rows", dump.number("rows"));
        result.put("query", decoded(answer.text("query")));
        result.put("preRestoreDump", swapped == null ? null : blankToNull(swapped.text("before")));
        result.put("formerDatabase", swapped == null ? null : blankToNull(swapped.text("former")));
        result.put("scaled", scaled);
        result.put("seconds", seconds);
        return result;
    }

    private static String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A text that was masked on its way is no base64 any more. */
    private static String decoded(String base64) {
        try {
            return base64.isEmpty() ? null
                    : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }

    /** Tells of a restore that was done, or tried in a dry run. */
    static void done(Ports ports, RestoreRequest request, String namespace, Map<String, Object> result)
            throws IOException, InterruptedException {
        var before = result.get("preRestoreDump") != null ? result.get("preRestoreDump")
                : result.get("formerDatabase") != null ? "database " + result.get("formerDatabase") : null;
        ports.log().line((request.dryRun ? "Dry run: could restore " : "Restored ") + request.database + " in "
                + namespace + " from " + result.get("dump") + ": "
                + Texts.count((long) result.get("tables"), "table") + ", "
                + Texts.count((long) result.get("rows"), "row") + ", " + result.get("seconds") + " s"
                + (before == null ? "" : "; before it: " + before));
        ports.build().report(report(request, namespace, request.dryRun ? Report.Status.NEUTRAL : Report.Status.GOOD)
                .fact("Dump", result.get("dump")).fact("Size", Texts.size((long) result.get("bytes")))
                .fact("SHA-256", result.get("sha256"))
                .fact("Tables", result.get("tables")).fact("Rows", result.get("rows"))
                .fact("What was there", before).fact(String.valueOf(request.verifyQuery), result.get("query"))
                .fact("Seconds", result.get("seconds")));
    }

    /** Shows why it came to nothing. */
    static void failed(Ports ports, RestoreRequest request, String namespace, String why)
            throws IOException, InterruptedException {
        ports.build().report(report(request, namespace, Report.Status.FAILED).fact("Dump", request.dump)
                .fact("Why", why));
    }

    private static Report report(RestoreRequest request, String namespace, Report.Status status) {
        return new Report((request.dryRun ? "Would restore " : "Restore ") + request.database + " in " + namespace,
                status);
    }
}
