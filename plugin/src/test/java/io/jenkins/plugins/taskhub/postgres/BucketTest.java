package io.jenkins.plugins.taskhub.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.kubernetes.JobOutcome;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import io.jenkins.plugins.taskhub.step.Engine;
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

/** Backups, lists and restores where a bucket is meant. */
public class BucketTest {
    private static final String DUMP = "taskdb_20261120-141502.dump";
    private static final String ADDRESS = "s3://acme/pg-backups/taskdb/" + DUMP;

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeBackups cluster = new FakeBackups();
    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "backup");
        ports.cluster = cluster;
    }

    @Test
    public void tellsWhereTheJobSentTheDump() throws Exception {
        cluster.withBucket("acme").ends("manual", sentByItself());
        for (S3Place place : new S3Place[] {null, S3Place.of(Map.of()), S3Place.of(Map.of("bucket", "acme"))}) {
            assertThat(backup(place)).containsEntry("s3", ADDRESS).containsEntry("s3Deleted", List.of("old.dump"));
        }
        assertThat(cluster.done).as("no further Job").containsOnly("manual");
        assertThat(ports.text()).contains("verified: 5 tables, 1,204 rows, also " + ADDRESS + ", ");
    }

    private static JobOutcome sentByItself() {
        var said = new LinkedHashMap<>(Map.of("s3", ADDRESS, "s3deleted", "old.dump"));
        FakeBackups.DUMPED.results().forEach((key, values) -> said.put(key, values.get(0)));
        return FakeBackups.succeeded(said);
    }

    @Test
    public void sendsTheDumpToAnotherBucketThanThatOfTheCronJob() throws Exception {
        cluster.withBucket("acme").ends("manual", sentByItself())
                .ends("upload", FakeBackups.succeeded(Map.of("s3", "s3://other/pg-backups/taskdb/" + DUMP)));
        assertThat(backup(S3Place.of(Map.of("bucket", "other", "keepDays", 30))))
                .containsEntry("s3", "s3://other/pg-backups/taskdb/" + DUMP);
        assertThat(cluster.environments.get("upload")).containsEntry("FILE", DUMP).containsEntry("S3_BUCKET", "other")
                .containsEntry("S3_KEEP", "0").containsEntry("S3_KEEP_DAYS", "30").doesNotContainKey("S3_PREFIX");
        assertThat(cluster.done).containsExactly("manual", "upload", "delete upload");
    }

    @Test
    public void leavesTheRuleOfTheCronJobOutInAnotherBucket() throws Exception {
        cluster.withBucket("acme").ends("manual", FakeBackups.DUMPED).ends("upload", FakeBackups.succeeded(Map.of()));
        backup(S3Place.of(Map.of("prefix", "elsewhere")));
        assertThat(cluster.environments.get("upload")).containsEntry("S3_KEEP", "0").containsEntry("S3_KEEP_DAYS", "0");
    }

    @Test
    public void saysThatTheDumpIsThereButNotInTheBucket() {
        cluster.withBucket("acme").ends("manual", FakeBackups.ended(Verdict.FAILED, "the secret key is wrong",
                Map.of("file", DUMP, "verified", "true")));
        assertThatThrownBy(() -> backup(null)).hasMessage("the backup of taskdb in dev failed: the secret key is "
                + "wrong. " + DUMP + " is on the volume, and verified");
        cluster.ends("manual", FakeBackups.DUMPED).ends("upload", FakeBackups.failed("there is no bucket other"));
        assertThatThrownBy(() -> backup(S3Place.of(Map.of("bucket", "other")))).hasMessage(DUMP
                + " in dev is on the volume, but not in the bucket: there is no bucket other");
    }

    @Test
    public void refusesACronJobThatKnowsNoBucketBeforeAnythingStarts() {
        var sentence = "the CronJob postgres-backup in dev knows no bucket: give its chart postgres-backup the values "
                + "s3.bucket and s3.credentialsSecret";
        assertThatThrownBy(() -> backup(S3Place.of(Map.of("bucket", "acme")))).hasMessage(sentence);
        assertThatThrownBy(() -> list(S3Place.of(Map.of()))).hasMessage(sentence);
        assertThatThrownBy(() -> restore(ADDRESS, null)).hasMessage(sentence);
        assertThat(cluster.done).isEmpty();
    }

    @Test
    public void listsWhatIsInTheBucket() throws Exception {
        cluster.withBucket("acme").ends("list", new JobOutcome(Verdict.SUCCEEDED, "", Map.of("dump", List.of(DUMP
                + "|3145728|996400|verified|5|1204|9f2c|backup"), "now", List.of("1000000"), "place",
                List.of("s3://acme/pg-backups/taskdb")), List.of(), 1));
        assertThat(list(S3Place.of(Map.of()))).containsEntry("newestVerified", DUMP).containsEntry("free", null)
                .containsEntry("s3", "s3://acme/pg-backups/taskdb");
        assertThat(cluster.environments.get("list")).containsEntry("FROM", "s3");
        assertThat(ports.text()).contains("[backup] 1 dump in s3://acme/pg-backups/taskdb\n");
    }

    @Test
    public void restoresWhatAnAddressNames() throws Exception {
        cluster.withBucket("other").ends("stage", FakeBackups.STAGED).ends("drop", FakeBackups.succeeded(Map.of()));
        restore("s3://acme/a/b/otherdb/otherdb_20261120-141502.dump", Map.of("region", "eu-west-1"));
        assertThat(cluster.environments.get("stage")).containsEntry("DUMP", "otherdb_20261120-141502.dump")
                .containsEntry("FROM", "s3").containsEntry("S3_BUCKET", "acme").containsEntry("S3_PREFIX", "a/b")
                .containsEntry("PGDATABASE", "otherdb").containsEntry("S3_REGION", "eu-west-1")
                .containsEntry("DATABASE", "taskdb");
        restore("s3://acme/taskdb/latest", null);
        assertThat(cluster.environments.get("stage")).containsEntry("DUMP", "latest").containsEntry("S3_PREFIX", "");
        assertThat(ports.text()).contains("trying taskdb from the newest verified dump in a bucket in dev");
    }

    @Test
    public void restoresByItsNameFromTheBucketOfTheCronJob() throws Exception {
        cluster.withBucket("acme").ends("stage", FakeBackups.STAGED).ends("drop", FakeBackups.succeeded(Map.of()));
        restore("latest", Map.of());
        assertThat(cluster.environments.get("stage")).containsEntry("FROM", "s3").doesNotContainKey("S3_BUCKET")
                .doesNotContainKey("PGDATABASE");
    }

    @Test
    public void refusesAddressesThatAreNone() {
        for (String address : List.of("s3://", "s3://acme/" + DUMP, "s3://acme/pg-backups/otherdb/" + DUMP,
                "s3://ACME/taskdb/" + DUMP, "s3://acme/../taskdb/" + DUMP, "s3://acme/taskdb/x.dump",
                "s3://key:secret@acme/taskdb/" + DUMP)) {
            assertThatThrownBy(() -> restore(address, null)).as(address).isInstanceOf(StepFailure.class)
                    .hasMessageStartingWith("dump '" + address + "' is not the address of a dump in a bucket");
        }
        assertThatThrownBy(() -> restore(ADDRESS, Map.of("bucket", "other"))).hasMessage("s3 and dump name different "
                + "places, 'other' and 'acme': leave one out");
    }

    @Test
    public void refusesWhatIsNoPlace() {
        assertThatThrownBy(() -> S3Place.of(Map.of("bucket", "-acme"))).hasMessage("s3 bucket '-acme' is not the name "
                + "of a bucket");
        assertThatThrownBy(() -> S3Place.of(Map.of("prefix", "../x"))).hasMessageStartingWith("s3 prefix '../x' is not");
        assertThatThrownBy(() -> S3Place.of(Map.of("endpoint", "https://me:pw@host")))
                .hasMessageStartingWith("s3 endpoint 'https://me:pw@host' is not an address");
        assertThatThrownBy(() -> S3Place.of(Map.of("region", "$(id)"))).hasMessageStartingWith("s3 region '$(id)'");
        assertThatThrownBy(() -> S3Place.of(Map.of("keep", -1))).hasMessage("s3 keep '-1' is not a number from 0 to "
                + "99999");
        assertThatThrownBy(() -> S3Place.of(Map.of("secretKey", "x"))).hasMessageStartingWith("s3 has no key "
                + "'secretKey': give bucket, prefix, endpoint, region, keep or keepDays. Credentials stand in");
    }

    private LinkedHashMap<String, Object> backup(S3Place place) throws Exception {
        var request = new BackupRequest();
        request.s3 = place;
        return run(new Backup(jobs(), request.checked()));
    }

    private LinkedHashMap<String, Object> list(S3Place place) throws Exception {
        return run(new BackupList(jobs(), place));
    }

    private void restore(String dump, Map<String, Object> s3) throws Exception {
        var request = new RestoreRequest();
        request.dump = dump;
        request.dryRun = true;
        request.s3 = S3Place.of(s3);
        run(new Restore(jobs(), request.checked()));
    }

    private static BackupJobs jobs() {
        return new BackupJobs("dev", "postgres-backup", "5m", new KubeAccess(null, null, "controller"));
    }

    private LinkedHashMap<String, Object> run(Engine<LinkedHashMap<String, Object>> engine) throws Exception {
        return new EngineRunner<>(engine, ports, command -> {
            throw new AssertionError("no process is started: " + command);
        }).run();
    }
}
