package io.jenkins.plugins.taskhub.sandbox.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;

/** The real Trivy, with a database of a few advisories that are made up, so that scans need no network. */
public final class DemoTrivy {
    private static final String ADVISORIES = "advisories.json";
    /** Which jar is which library: empty, since the jars of task-service say that themselves. */
    private static final String JARS = "trivy-java.db";
    private static final String JARS_METADATA = """
            {"Version": 1, "UpdatedAt": "2026-01-01T00:00:00Z", "DownloadedAt": "2026-01-01T00:00:00Z",
             "NextUpdate": "2100-01-01T00:00:00Z"}
            """;

    private DemoTrivy() {
    }

    /**
     * Builds Trivy where it is missing, and makes its database.
     *
     * @param dir where the database goes
     * @return the variables that make the trivy on the PATH use it
     */
    public static Map<String, String> prepare(Tools tools, Path dir, Progress progress)
            throws IOException, InterruptedException {
        tools.build(progress, "trivy", "trivy-db");
        var jars = Files.createDirectories(dir.resolve("java-db"));
        copy(JARS, jars.resolve(JARS));
        Files.writeString(jars.resolve("metadata.json"), JARS_METADATA);
        copy(ADVISORIES, dir.resolve(ADVISORIES));
        var process = new ProcessBuilder(tools.program("trivy-db").toString(), dir.resolve(ADVISORIES).toString(),
                dir.toString()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw CommandFailure.failed("Trivy's database could not be made: " + said.strip());
        }
        return Map.of("TRIVY_CACHE_DIR", dir.toString(), "TRIVY_SKIP_DB_UPDATE", "true",
                "TRIVY_SKIP_JAVA_DB_UPDATE", "true", "TRIVY_OFFLINE_SCAN", "true");
    }

    private static void copy(String resource, Path file) throws IOException {
        try (var in = DemoTrivy.class.getResourceAsStream(resource)) {
            Files.copy(in, file);
        }
    }
}
