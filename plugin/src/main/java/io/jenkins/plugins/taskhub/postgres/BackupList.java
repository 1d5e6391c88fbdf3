package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.report.BackupRecord;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lists the dumps on the volume, or in a bucket: what {@code pgBackups} does. */
final class BackupList implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final String LIST = "list";
    private static final int SHOWN = 30;

    private final BackupJobs jobs;
    private final S3Place s3;
    private Said listed;

    /** @param s3 the bucket; null: the volume */
    BackupList(BackupJobs jobs, S3Place s3) {
        this.jobs = jobs;
        this.s3 = s3;
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.call("Looking for the CronJob", this::look),
                Phase.await("Listing", this::list),
                Phase.call("Telling", this::tell));
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        jobs.attach(ports);
    }

    @Override
    public void close() {
        jobs.close();
    }

    private void look(Ports ports) throws InterruptedException {
        var state = jobs.state(ports);
        if (s3 != null) {
            s3.check(state, jobs.namespace());
        }
    }

    private CompletableFuture<?> list(Ports ports) throws InterruptedException {
        var environment = s3 == null ? new LinkedHashMap<String, String>() : s3.environment();
        environment.put("FROM", s3 == null ? "volume" : "s3");
        return jobs.run(ports, LIST, environment, outcome -> {
            if (!outcome.succeeded()) {
                throw new StepFailure("the dumps in " + jobs.namespace() + " could not be listed: " + outcome.reason());
            }
            listed = new Said(outcome);
        });
    }

    private void tell(Ports ports) throws IOException, InterruptedException {
        jobs.delete(ports, LIST);
        var dumps = dumps();
        var place = s3 == null ? jobs.namespace() : listed.text("place");
        ports.log().line(Texts.count(dumps.size(), "dump") + " in " + place + (s3 != null ? "" : ", "
                + Texts.size(listed.number("free")) + " free of " + Texts.size(listed.number("size"))));
        var rows = new ArrayList<List<String>>();
        for (var dump : dumps) {
            rows.add(List.of(text(dump, "file"), Texts.size((long) dump.get("bytes")),
                    Texts.age((long) dump.get("age")), state(dump)));
        }
        rows.stream().limit(SHOWN).forEach(row -> ports.log().detail(String.join("  ", row)));
        if (rows.size() > SHOWN) {
            ports.log().detail("and " + (rows.size() - SHOWN) + " more");
        }
        var verified = dumps.stream().filter(dump -> Boolean.TRUE.equals(dump.get("verified"))).findFirst();
        if (verified.isPresent()) {
            ports.build().keep(new BackupRecord(Instant.now().minusSeconds((long) verified.get().get("age")),
                    jobs.namespace(), null, text(verified.get(), "file"), (long) verified.get().get("bytes"), true,
                    false, 0));
        }
        ports.build().report(new Report("Dumps in " + place, Report.Status.NEUTRAL)
                .table("Newest first", List.of("File", "Size", "Age", "State"), rows));
    }

    private static String state(Map<String, Object> dump) {
        return Boolean.TRUE.equals(dump.get("verified"))
                ? "verified: " + Texts.count((long) dump.get("tables"), "table") + ", "
                + Texts.count((long) dump.get("rows"), "row")
                : "before-restore".equals(dump.get("kind")) ? "made before a restore" : "not verified";
    }

    private static String text(Map<String, Object> dump, String key) {
        return String.valueOf(dump.get(key));
    }

    /** One map a dump, newest first. A line that is not of the expected form is left out. */
    private ArrayList<LinkedHashMap<String, Object>> dumps() {
        var dumps = new ArrayList<LinkedHashMap<String, Object>>();
        for (String line : listed.all("dump")) {
            String[] field = line.split("\\|", -1);
            if (field.length == 8 && field[1].matches("\\d{1,18}") && field[2].matches("\\d{1,18}")) {
                boolean verified = field[3].equals("verified");
                var dump = new LinkedHashMap<String, Object>();
                dump.put("file", field[0]);
                dump.put("bytes", Long.parseLong(field[1]));
                dump.put("age", Math.max(0, listed.number("now") - Long.parseLong(field[2])));
                dump.put("verified", verified);
                dump.put("tables", number(verified, field[4]));
                dump.put("rows", number(verified, field[5]));
                dump.put("sha256", field[6].isEmpty() ? null : field[6]);
                dump.put("kind", field[7]);
                dumps.add(dump);
            }
        }
        return dumps;
    }

    private static Long number(boolean verified, String text) {
        return !verified ? null : text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.valueOf(0);
    }

    @Override
    public void interrupted(Ports ports) throws InterruptedException {
        jobs.delete(ports, LIST);
        ports.log().line("Interrupted: nothing was changed");
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        var dumps = dumps();
        var backups = dumps.stream().filter(dump -> "backup".equals(dump.get("kind"))).toList();
        var result = new LinkedHashMap<String, Object>();
        result.put("dumps", dumps);
        result.put("newest", backups.stream().map(d -> d.get("file")).findFirst().orElse(null));
        result.put("newestVerified", backups.stream().filter(d -> Boolean.TRUE.equals(d.get("verified")))
                .map(d -> d.get("file")).findFirst().orElse(null));
        result.put("free", s3 == null ? listed.number("free") : null);
        result.put("size", s3 == null ? listed.number("size") : null);
        result.put("s3", s3 == null ? null : listed.text("place"));
        return result;
    }
}
