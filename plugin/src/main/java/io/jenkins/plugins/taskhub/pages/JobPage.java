package io.jenkins.plugins.taskhub.pages;

import hudson.model.Job;
import io.jenkins.plugins.taskhub.report.BackupRecord;
import io.jenkins.plugins.taskhub.report.BuildRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import io.jenkins.plugins.taskhub.report.BuildRecords.OfBuild;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import io.jenkins.plugins.taskhub.report.PlatformRecord;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.Report.Cell;
import io.jenkins.plugins.taskhub.report.Report.Status;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;

/** What the newest builds of a job did: deployments, findings, backups, runs over the platform. */
public final class JobPage extends Page {
    /** So many of the newest builds are looked at. */
    static final int BUILDS = 100;

    private final Job<?, ?> job;

    JobPage(Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    @Override
    public String getDisplayName() {
        return Messages.JobPage_displayName();
    }

    @Override
    List<Report> reports(Instant now) {
        var builds = BuildRecords.newest(job, BUILDS).toList();
        var reports = new ArrayList<Report>();
        add(reports, rows(builds, DeploymentRecord.class, (build, deployment) -> deployment(build, deployment, now)),
                "Deployments", List.of("Build", "When", "Where", "From", "To", "Took", "How it ended", "Who"));
        trends(reports, builds);
        add(reports, rows(builds, BackupRecord.class, (build, backup) -> backup(build, backup, now)),
                "Backups", List.of("Build", "When", "Namespace", "Database", "Dump", "Size", "State", "Took"));
        add(reports, rows(builds, PlatformRecord.class, (build, run) -> List.of(link(build), Cells.time(run.getAt(), now),
                        Cell.of(run.getTarget()), Cell.of(run.getKind().words()), Cell.of(run.getVerdict()))),
                "Platform", List.of("Build", "When", "Target", "What", "Found"));
        if (reports.isEmpty()) {
            reports.add(new Report("Nothing yet", Status.NEUTRAL).fact("Looked at", "the newest " + BUILDS + " builds"));
        }
        return reports;
    }

    private static void add(List<Report> reports, List<List<Cell>> rows, String title, List<String> columns) {
        if (!rows.isEmpty()) {
            reports.add(new Report(title, Status.NEUTRAL)
                    .sortableTable("Of the newest " + BUILDS + " builds", columns, rows));
        }
    }

    private static <T extends BuildRecord> List<List<Cell>> rows(List<OfBuild> builds, Class<T> type,
            BiFunction<OfBuild, T, List<Cell>> row) {
        var rows = new ArrayList<List<Cell>>();
        for (OfBuild build : builds) {
            var records = new ArrayList<>(build.all(type));
            Collections.reverse(records);
            records.forEach(record -> rows.add(row.apply(build, record)));
        }
        return rows;
    }

    private static Cell link(OfBuild build) {
        return Cell.of("#" + build.number()).linkedTo("../" + build.number() + "/").sortedBy(build.number());
    }

    private static List<Cell> deployment(OfBuild build, DeploymentRecord deployment, Instant now) {
        return List.of(link(build), Cells.time(deployment.getAt(), now),
                Cell.of(deployment.getEnvironment()).over(deployment.getRelease()), Cell.of(deployment.getFromTag()),
                Cells.what(build, deployment), Cells.took(deployment.getSeconds()),
                Cell.of(deployment.getOutcome().words()).marked(deployment.isDeployed() ? null : Status.FAILED),
                Cells.who(build, deployment));
    }

    private static List<Cell> backup(OfBuild build, BackupRecord backup, Instant now) {
        return List.of(link(build), Cells.time(backup.getAt(), now), Cell.of(backup.getNamespace()),
                Cell.of(backup.getDatabase()), Cell.of(backup.getFile()), Cells.size(backup.getBytes()),
                backup.isVerified() ? Cell.of(backup.isMade() ? "verified" : "seen, verified")
                        : Cell.of("not verified").marked(Status.WARNING),
                Cells.took(backup.isMade() ? backup.getSeconds() : -1));
    }

    private static void trends(List<Report> reports, List<OfBuild> builds) {
        var series = new LinkedHashMap<String, ArrayList<TrendPoint>>();
        for (OfBuild build : builds) {
            for (TrendPoint point : build.all(TrendPoint.class)) {
                var points = series.computeIfAbsent(point.getSeries(), name -> new ArrayList<>());
                if (points.size() < TrendPoint.MOST_BUILDS) {
                    points.add(point);
                }
            }
        }
        series.forEach((name, points) -> {
            Collections.reverse(points);
            reports.add(new Report("Findings of " + name, Status.NEUTRAL)
                    .trend("The newest " + points.size() + " builds", points, "../"));
        });
    }
}
