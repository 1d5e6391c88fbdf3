package io.jenkins.plugins.taskhub.postgres;

import io.jenkins.plugins.taskhub.kubernetes.CronJobState;
import io.jenkins.plugins.taskhub.kubernetes.JobCalls;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import io.jenkins.plugins.taskhub.report.BackupRecord;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Backs a database up: what {@code pgBackup} does. The dump is made by a Job from the CronJob; where that does not
 * verify it or send it to the bucket that is asked for, further Jobs do.
 */
final class Backup implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final String MANUAL = "manual";
    private static final String VERIFY = "verify";
    private static final String UPLOAD = "upload";

    private final BackupJobs jobs;
    private final BackupRequest request;
    private String database = "";
    private String image = "";
    private String waitedFor;
    private boolean begun;
    private Said dump;
    private Said check;
    private boolean sendsByItself;
    private Said sent;
    private long seconds;

    Backup(BackupJobs jobs, BackupRequest request) {
        this.jobs = jobs;
        this.request = request;
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.call("Looking at what runs", this::look),
                Phase.await("Waiting for another backup", this::waitForOther),
                Phase.call("Starting the backup", this::start),
                Phase.await("Backing up", this::backUp),
                Phase.await("Verifying", this::verify),
                Phase.await("Sending to the bucket", this::send),
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
        database = state.env().get("PGDATABASE");
        image = state.image();
        if (request.s3 != null) {
            request.s3.check(state, jobs.namespace());
            sendsByItself = request.s3.isOf(state) && !request.s3.hasRule();
        }
        var other = jobs.other(state);
        if (other.isPresent() && !request.waitForRunning) {
            throw busy(state);
        }
        waitedFor = other.map(CronJobState.RunningJob::name).orElse(null);
        other.ifPresent(job -> ports.log().line("Waiting for " + BackupJobs.words(job) + " in " + jobs.namespace()));
    }

    private StepFailure busy(CronJobState state) {
        return new StepFailure("another Job works on the backups in " + jobs.namespace() + ": "
                + BackupJobs.words(jobs.other(state).orElseThrow())
                + ". Set waitForRunning: true to wait for it, or run this again when it is over");
    }

    private CompletableFuture<?> waitForOther(Ports ports) {
        if (waitedFor == null || request.dryRun) {
            return CompletableFuture.completedFuture(null);
        }
        return jobs.follow(ports, waitedFor, outcome -> {
            if (outcome.verdict() == Verdict.TIMED_OUT) {
                throw new StepFailure(waitedFor + " in " + jobs.namespace() + " still runs when the timeout is over: "
                        + "nothing was backed up. See what it does, or give a longer timeout");
            }
        }, line -> { });
    }

    private void start(Ports ports) throws IOException, InterruptedException {
        if (request.dryRun) {
            ports.log().line("Dry run: would make the Job " + jobs.job(MANUAL) + " from the CronJob " + jobs.cronJob()
                    + " in " + jobs.namespace() + ", which dumps " + database + " with " + image
                    + (request.verify ? ", and verify the dump" : "")
                    + (request.s3 == null ? "" : ", and send it to " + request.s3.url(jobs.state(ports))));
            return;
        }
        var state = jobs.state(ports);
        if (jobs.other(state).isPresent()) {
            throw busy(state);
        }
        var annotations = new LinkedHashMap<String, String>();
        String url = ports.build().url();
        annotations.put("taskhub.io/build", url == null ? ports.build().name() : url);
        begun = true;
        jobs.cluster().call(new JobCalls.StartFromCronJob(jobs.namespace(), jobs.cronJob(), jobs.job(MANUAL),
                annotations),
                ports.log()::detail);
        ports.log().line("Backing " + database + " in " + jobs.namespace() + " up: job " + jobs.job(MANUAL));
    }

    private CompletableFuture<?> backUp(Ports ports) {
        if (request.dryRun) {
            return CompletableFuture.completedFuture(null);
        }
        return jobs.follow(ports, jobs.job(MANUAL), outcome -> {
            if (!outcome.succeeded()) {
                jobs.abandon(ports, outcome, MANUAL);
                throw new StepFailure("the backup of " + database + " in " + jobs.namespace() + " failed: "
                        + outcome.reason() + ". " + left(outcome));
            }
            dump = new Said(outcome);
            if (outcome.result("file").isEmpty()) {
                throw new StepFailure("the Job " + jobs.job(MANUAL) + " in " + jobs.namespace()
                        + " ended well, but its log does not name a dump: see whether its pod's log can be read "
                        + "(pods/log)");
            }
        }, ports.log()::detail);
    }

    /** What is on the volume after a failure, in a sentence without a full stop. */
    private String left(JobOutcome outcome) {
        String file = outcome.result("file");
        return outcome.verdict() == Verdict.GONE ? "Whether a dump was written is not known: run pgBackups"
                : file.isEmpty() ? "No dump was written; those from before are as they were"
                : outcome.result("verified").equals("true") ? file + " is on the volume, and verified"
                : file + " is on the volume, but is not verified: do not count on it";
    }

    private CompletableFuture<?> verify(Ports ports) throws InterruptedException {
        boolean verified = dump != null && dump.is("verified");
        if (request.dryRun || (!request.verify || verified) && !request.hasRule()) {
            return CompletableFuture.completedFuture(null);
        }
        var environment = new LinkedHashMap<String, String>();
        environment.put("FILE", request.verify && !verified ? dump.text("file") : "");
        environment.put("KEEP", String.valueOf(request.keep));
        environment.put("KEEP_DAYS", String.valueOf(request.keepDays));
        return jobs.run(ports, VERIFY, environment, outcome -> {
            check = new Said(outcome);
            if (!outcome.succeeded()) {
                jobs.abandon(ports, outcome, VERIFY);
                throw new StepFailure(dump.text("file") + " in " + jobs.namespace() + " could not be verified: "
                        + outcome.reason() + ". It is on the volume, but do not count on it");
            }
        });
    }

    /** Where the CronJob does not do it by itself. */
    private CompletableFuture<?> send(Ports ports) throws InterruptedException {
        if (request.dryRun || request.s3 == null || sendsByItself) {
            return CompletableFuture.completedFuture(null);
        }
        var environment = request.s3.environment();
        environment.put("FILE", dump.text("file"));
        return jobs.run(ports, UPLOAD, environment, outcome -> {
            sent = new Said(outcome);
            if (!outcome.succeeded()) {
                jobs.abandon(ports, outcome, UPLOAD);
                throw new StepFailure(dump.text("file") + " in " + jobs.namespace() + " is on the volume, but "
                        + (sent.text("s3").isEmpty() ? "not in the bucket: " : "not all was done in the bucket: ")
                        + outcome.reason());
            }
        });
    }

    private void tell(Ports ports) throws IOException, InterruptedException {
        seconds = jobs.seconds();
        if (request.dryRun) {
            return;
        }
        if (check != null) {
            jobs.delete(ports, VERIFY);
        }
        if (sent != null) {
            jobs.delete(ports, UPLOAD);
        }
        var result = result();
        ports.build().keep(new BackupRecord(Instant.now(), jobs.namespace(), database, dump.text("file"),
                dump.number("bytes"), Boolean.TRUE.equals(result.get("verified")), true, seconds));
        BackupTelling.done(ports, "Backup of " + database + " in " + jobs.namespace(), result);
    }

    /** What any of the Jobs said under that key. */
    private ArrayList<String> all(String key) {
        return Stream.of(dump, check, sent).filter(Objects::nonNull).flatMap(said -> said.all(key).stream())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public void interrupted(Ports ports) throws InterruptedException {
        boolean stopped = begun && dump == null && jobs.delete(ports, MANUAL);
        boolean verifying = dump != null && jobs.delete(ports, VERIFY);
        boolean sending = dump != null && request.s3 != null && jobs.delete(ports, UPLOAD);
        ports.log().line(stopped ? "Interrupted: stopped the Job " + jobs.job(MANUAL) + "; what it had begun is removed"
                : verifying ? "Interrupted: " + dump.text("file") + " is on the volume, and not verified"
                : sending ? "Interrupted: " + dump.text("file") + " is on the volume, and may not be in the bucket"
                : dump != null ? "Interrupted: " + dump.text("file") + " is on the volume"
                : "Interrupted: nothing was done");
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        var result = new LinkedHashMap<String, Object>();
        var verification = dump == null || dump.is("verified") ? dump : check;
        boolean verified = verification != null && verification.is("verified");
        result.put("job", jobs.job(MANUAL));
        result.put("file", dump == null ? null : dump.text("file"));
        result.put("bytes", dump == null ? null : dump.number("bytes"));
        result.put("sha256", dump == null ? null : dump.text("sha256"));
        result.put("seconds", seconds);
        result.put("verified", verified);
        result.put("tables", verified ? verification.number("tables") : null);
        result.put("rows", verified ? verification.number("rows") : null);
        result.put("deleted", all("deleted"));
        result.put("s3", all("s3").stream().reduce((first, last) -> last).orElse(null));
        result.put("s3Deleted", all("s3deleted"));
        return result;
    }
}
