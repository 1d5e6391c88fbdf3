package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import hudson.model.Run;
import io.jenkins.plugins.taskhub.report.HtmlRenderer;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.ReportAction;
import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/** Writes what the steps of a build have to show. */
final class Reports {
    private Reports() {
    }

    /** Writes all reports of the build into one HTML file; a page that says so when there are none. */
    static void write(Run<?, ?> build, Path file) {
        List<Report> reports = ReportAction.of(build);
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            Files.writeString(file, HtmlRenderer.page(build.getFullDisplayName() + ": " + build.getResult(), reports),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailure.failed("The report cannot be written to " + file + ": " + e);
        }
    }
}
