package io.jenkins.plugins.taskhub.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.kubernetes.CronJobState.RunningJob;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BackupTest {
    private static final Map<String, String> UNVERIFIED = Map.of("file", "taskdb_20261120-141502.dump", "bytes",
            "3145728", "sha256", "9f2c");

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeBackups cluster = new FakeBackups();
    private final BackupRequest request = new BackupRequest();
    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "backup");
        ports.cluster = cluster;
    }

    @Test
    public void tellsWhatTheJobDumpedAndVerified() throws Exception {
        cluster.ends("manual", FakeBackups.DUMPED);
        var result = run();
        assertThat(result).containsEntry("file", "taskdb_20261120-141502.dump").containsEntry("bytes", 3145728L)
                .containsEntry("sha256", "9f2c").containsEntry("verified", true).containsEntry("tables", 5L)
                .containsEntry("rows", 1204L).containsKeys("job", "seconds", "deleted");
        assertThat(cluster.done).as("nothing besides").containsExactly("manual");
        assertThat(ports.text()).containsPattern("\\[backup\\] job postgres-backup-manual-[0-9a-f]{8} → "
                + "taskdb_20261120-141502.dump, 3\\.1 MB, verified: 5 tables, 1,204 rows, \\d+ s\n");
        assertThat(ports.reports).hasSize(1);
    }

    @Test
    public void verifiesByItselfWhereTheCronJobDoesNot() throws Exception {
        cluster.ends("manual", FakeBackups.succeeded(UNVERIFIED))
                .ends("verify", FakeBackups.succeeded(Map.of("verified", "true", "tables", "5", "rows", "1204")));
        assertThat(run()).containsEntry("verified", true).containsEntry("rows", 1204L);
        assertThat(cluster.environments.get("verify")).containsEntry("FILE", "taskdb_20261120-141502.dump")
                .containsEntry("KEEP", "0");
        assertThat(cluster.done).containsExactly("manual", "verify", "delete verify");
    }

    @Test
    public void leavesTheVerificationOutWhenTold() throws Exception {
        cluster.ends("manual", FakeBackups.succeeded(UNVERIFIED));
        request.verify = false;
        assertThat(run()).containsEntry("verified", false).containsEntry("tables", null);
        assertThat(cluster.done).containsExactly("manual");
        assertThat(ports.text()).contains("not verified");
    }

    @Test
    public void deletesOldDumpsByItsOwnRule() throws Exception {
        cluster.ends("manual", FakeBackups.DUMPED)
                .ends("verify", FakeBackups.succeeded(Map.of("deleted", "taskdb_20261101-000000.dump")));
        request.keep = 3;
        request.keepDays = 9;
        assertThat(run()).containsEntry("deleted", List.of("taskdb_20261101-000000.dump"))
                .containsEntry("verified", true);
        assertThat(cluster.environments.get("verify")).containsEntry("FILE", "").containsEntry("KEEP", "3")
                .containsEntry("KEEP_DAYS", "9");
    }

    @Test
    public void saysThatADumpDidNotPassItsVerification() {
        cluster.ends("manual", FakeBackups.succeeded(UNVERIFIED)).ends("verify", FakeBackups.failed("it is cut off"));
        assertRefused("taskdb_20261120-141502.dump in dev could not be verified: it is cut off. It is on the volume, "
                + "but "
                + "do not count on it");
    }

    @Test
    public void saysWhyTheJobFailedAndWhatIsLeft() {
        cluster.ends("manual", FakeBackups.failed("the volume at /backups is full (0 free of 64M)"));
        assertRefused("the backup of taskdb in dev failed: the volume at /backups is full (0 free of 64M). No dump was "
                + "written; those from before are as they were");
        cluster.ends("manual", FakeBackups.ended(Verdict.FAILED, "it is cut off", UNVERIFIED));
        assertRefused("the backup of taskdb in dev failed: it is cut off. taskdb_20261120-141502.dump is on the "
                + "volume, "
                + "but is not verified: do not count on it");
        cluster.ends("manual", FakeBackups.ended(Verdict.GONE, "the Job is gone", Map.of()));
        assertRefused("the backup of taskdb in dev failed: the Job is gone. Whether a dump was written is not known: "
                + "run "
                + "pgBackups");
    }

    @Test
    public void stopsAJobThatIsTooSlow() {
        cluster.ends("manual", FakeBackups.ended(Verdict.TIMED_OUT, "it did not end within 9 s", Map.of()));
        assertRefused("the backup of taskdb in dev failed: it did not end within 9 s. No dump was written; those from "
                + "before are as they were");
        assertThat(cluster.done).containsExactly("manual", "delete manual");
    }

    @Test
    public void refusesWhileAnotherBackupRuns() {
        cluster.running.add(new RunningJob("postgres-backup-29388", "scheduled",
                System.currentTimeMillis() / 1000 - 130));
        assertRefused("another Job works on the backups in dev: postgres-backup-29388 (scheduled, since 2 minutes). "
                + "Set "
                + "waitForRunning: true to wait for it, or run this again when it is over");
        assertThat(cluster.done).isEmpty();
    }

    @Test
    public void waitsForAnotherBackupWhenTold() throws Exception {
        cluster.running.add(new RunningJob("postgres-backup-29388", "scheduled", 0));
        cluster.ends("29388", FakeBackups.succeeded(Map.of())).ends("manual", FakeBackups.DUMPED);
        request.waitForRunning = true;
        var runner = runner();
        runner.runUntil("Starting the backup");
        cluster.running.clear();
        assertThat(runner.run()).containsEntry("verified", true);
        assertThat(ports.text()).contains("Waiting for postgres-backup-29388 (scheduled) in dev");
    }

    @Test
    public void refusesWhenYetAnotherHasBegunMeanwhile() {
        cluster.running.add(new RunningJob("postgres-backup-29388", "scheduled", 0));
        cluster.ends("29388", FakeBackups.succeeded(Map.of()));
        request.waitForRunning = true;
        assertThatThrownBy(this::run).isInstanceOf(StepFailure.class).hasMessageContaining("another Job works");
    }

    @Test
    public void changesNothingInADryRun() throws Exception {
        request.dryRun = true;
        assertThat(run()).containsEntry("file", null);
        assertThat(cluster.done).isEmpty();
        assertThat(ports.text()).contains("Dry run: would make the Job postgres-backup-manual-")
                .contains("which dumps taskdb with postgres:16, and verify the dump");
    }

    @Test
    public void refusesACronJobThatIsNotOfTheChart() {
        cluster.scripts = "/other";
        assertThatThrownBy(this::run).hasMessageStartingWith("the CronJob postgres-backup in dev is not of the chart");
    }

    @Test
    public void goesOnWithTheSameJobAfterARestart() throws Exception {
        cluster.ends("manual", FakeBackups.DUMPED);
        var runner = runner();
        runner.runUntil("Backing up");
        var before = ports.text().lines().filter(l -> l.contains("job postgres")).findFirst().orElseThrow();
        var result = runner.restarted().run();
        assertThat(before).endsWith("job " + result.get("job"));
        assertThat(cluster.done).containsExactly("manual");
    }

    @Test
    public void stopsItsJobWhenItIsInterrupted() throws Exception {
        var runner = runner();
        runner.runUntil("Backing up");
        runner.engine().attach(ports);
        runner.engine().interrupted(ports);
        assertThat(cluster.done).containsExactly("manual", "delete manual");
        assertThat(ports.text()).contains("Interrupted: stopped the Job postgres-backup-manual-");
    }

    @Test
    public void refusesNumbersThatAreNone() {
        request.keep = -1;
        assertThatThrownBy(request::checked).hasMessage("keep -1 is not a number from 0 to 100000");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::run).isInstanceOf(StepFailure.class).hasMessage(message);
    }

    private LinkedHashMap<String, Object> run() throws Exception {
        return runner().run();
    }

    private EngineRunner<LinkedHashMap<String, Object>> runner() {
        var jobs = new BackupJobs("dev", "postgres-backup", "5m", new KubeAccess(null, null, "controller"));
        return new EngineRunner<>(new Backup(jobs, request.checked()), ports, command -> {
            throw new AssertionError("no process is started: " + command);
        });
    }
}
