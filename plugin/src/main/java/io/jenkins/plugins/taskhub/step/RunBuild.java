package io.jenkins.plugins.taskhub.step;

import hudson.FilePath;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.StreamBuildListener;
import io.jenkins.plugins.taskhub.cli.Agent;
import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.config.Settings;
import io.jenkins.plugins.taskhub.report.BuildRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.ReportAction;
import io.jenkins.plugins.taskhub.report.TrendPoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** The {@link Build} of a step that runs in Jenkins. */
final class RunBuild implements Build {
    private final Run<?, ?> run;
    private final Agent agent;
    private final Masker masker;
    private final StepLog log;
    private final Supplier<Settings> settings;

    RunBuild(Run<?, ?> run, Agent agent, Masker masker, StepLog log, Supplier<Settings> settings) {
        this.run = run;
        this.agent = agent;
        this.masker = masker;
        this.log = log;
        this.settings = settings;
    }

    @Override
    public String name() {
        return run.getParent().getFullName() + " #" + run.getNumber();
    }

    @Override
    public int number() {
        return run.getNumber();
    }

    @Override
    public String url() {
        String root = Jenkins.get().getRootUrl();
        return root == null ? null : root + run.getUrl();
    }

    @Override
    public String startedBy() {
        var cause = run.getCause(Cause.UserIdCause.class);
        return cause == null ? null : cause.getUserId();
    }

    @Override
    public void archive(Map<String, String> files) throws IOException, InterruptedException {
        FilePath dir = agent.privateDir().child("artifacts");
        dir.mkdirs();
        var names = new HashMap<String, String>();
        for (var file : files.entrySet()) {
            dir.child(file.getKey()).write(masker.mask(file.getValue()), "UTF-8");
            names.put(file.getKey(), file.getKey());
        }
        archive(dir, names);
    }

    @Override
    public void archive(FilePath folder, Map<String, String> files) throws IOException, InterruptedException {
        long largest = settings.get().largestArtifact();
        var fitting = new HashMap<>(files);
        for (var file : files.entrySet()) {
            long size = largest == 0 ? 0 : folder.child(file.getValue()).length();
            if (size > largest) {
                log.line(file.getKey() + " has " + size + " bytes and is not archived: Manage Jenkins allows " + largest
                        + " (TaskHub, largest archived report)");
                fitting.remove(file.getKey());
            }
        }
        run.pickArtifactManager().archive(folder, agent.launcher(),
                new StreamBuildListener(agent.listener().getLogger(), StandardCharsets.UTF_8), fitting);
    }

    @Override
    public void report(Report report) throws IOException {
        ReportAction.add(run, report);
        ReportAction.keepNewest(run, settings.get().keepReports());
    }

    @Override
    public List<TrendPoint> trend(TrendPoint point) throws IOException {
        point.keepWith(run);
        return TrendPoint.series(run, point.getSeries());
    }

    @Override
    public void keep(BuildRecord record) throws IOException {
        BuildRecords.add(run, record);
    }
}
