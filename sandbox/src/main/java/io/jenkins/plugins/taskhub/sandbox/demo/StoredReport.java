package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** A report that Trivy made of task-service before, for machines on which there is no Trivy. */
public final class StoredReport {
    private static final String NAME = "trivy-report.json";

    private StoredReport() {
    }

    /**
     * Commits it to the sources, so that the jobs find it in their workspace.
     *
     * @return the variables that make the gate judge it
     */
    public static Map<String, String> into(SourcesCopy sources) throws IOException, InterruptedException {
        try (var report = StoredReport.class.getResourceAsStream(NAME)) {
            Files.copy(report, sources.dir().resolve(NAME));
        }
        sources.commit("A stored report of Trivy");
        return Map.of("TASKHUB_TRIVY_REPORT", NAME);
    }
}
