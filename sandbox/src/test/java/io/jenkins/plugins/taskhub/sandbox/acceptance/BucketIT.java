package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.Test;

/** Backups in a bucket and restores from there, with PostgreSQL and its tools in pods and a real S3 server. */
public class BucketIT extends DatabaseAcceptance {
    private static final String BUCKET = "acme-backups";
    private static final String FOLDER = "pg-backups/taskdb/";
    private static final String ALL = "SELECT count(*) || ' ' || md5(string_agg(id || title, ',' ORDER BY id)) FROM "
            + "tasks";
    private static final String LIST = "pgBackups namespace: 'dev', s3: [:], kubeconfigId: 'kubeconfig'";
    private static String uploader;
    private static S3Server last;

    private S3Server s3;

    @Before
    public void makeABucket() throws Exception {
        if (uploader == null) {
            uploader = S3Server.clientImage(target, folder.newFolder("image").toPath());
        }
        s3 = new S3Server(target, folder.newFolder("buckets").toPath());
        last = s3;
        s3.bucket(BUCKET);
        s3.start();
        credentials(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
        installBackups();
    }

    @AfterClass
    public static void stopTheServer() throws Exception {
        if (last != null) {
            last.stop();
        }
    }

    private void credentials(String access, String secret) {
        client.resource(new SecretBuilder().withNewMetadata().withName("s3-credentials").withNamespace(NAMESPACE)
                .endMetadata().withStringData(Map.of("access-key-id", access, "secret-access-key", secret)).build())
                .createOr(there -> there.update());
    }

    /** With the bucket, as soon as there is a server. */
    @Override
    void install(String release, String... settings) throws Exception {
        var all = new ArrayList<String>();
        if (s3 != null) {
            all.addAll(List.of("s3.bucket=" + BUCKET, "s3.endpoint=" + S3Server.address(),
                    "s3.image.repository=" + uploader, "s3.image.tag=test"));
        }
        all.addAll(Arrays.asList(settings));
        super.install(release, all.toArray(String[]::new));
    }

    @Test
    public void aDatabaseAndItsVolumeAreLostAndComeBackFromTheBucket() throws Exception {
        var before = sql(NAMESPACE, ALL);
        BuildOutcome outcome;
        try (var processes = new ProcessWatch(folder.getRoot().toPath())) {
            outcome = backup();
            assertThat(processes.seen()).as("rclone was watched").anyMatch(line -> line.contains("rclone --config="))
                    .noneMatch(line -> line.contains(S3Server.SECRET_KEY));
        }
        assertSucceeded(outcome);
        var dump = dumpIn(outcome);
        var address = "s3://" + BUCKET + "/" + FOLDER + dump;
        assertThat(s3.objects(BUCKET)).containsExactly(FOLDER + dump, FOLDER + dump + ".sha256",
                FOLDER + dump + ".verified");
        assertThat(outcome.log()).contains("[backup]   Sending " + dump + " to s3://" + BUCKET + "/pg-backups/taskdb")
                .containsPattern("verified: 1 table, 1,204 rows, also " + address + ", \\d+ s")
                .contains("[backup] 1 dump in s3://" + BUCKET + "/pg-backups/taskdb");
        nowhereIsTheSecretKey(outcome);

        sql(NAMESPACE, "DROP TABLE tasks");
        loseTheVolume();
        installBackups();
        assertThat(script("pgBackups namespace: 'dev', kubeconfigId: 'kubeconfig'").log()).contains("0 dumps in dev");
        assertRefused(restore("latest", "taskdb"), "there is no verified dump on the volume");
        assertRefused(restore(address, "taskbd"), "confirmDatabase 'taskbd' is not the database");

        var restored = restore("s3://" + BUCKET + "/pg-backups/taskdb/latest", "taskdb");
        assertSucceeded(restored);
        assertThat(sql(NAMESPACE, ALL)).isEqualTo(before).startsWith(ROWS + " ");
        assertThat(databases()).containsExactly("taskdb");
        assertThat(restored.log()).contains("Dry run: could restore taskdb in dev from " + address)
                .containsPattern("Restored taskdb in dev from " + address + ": 1 table, 1,204 rows, \\d+ s; before it: "
                        + "taskdb_[0-9-]+\\.before-restore\\.dump");
        nowhereIsTheSecretKey(restored);
    }

    private void loseTheVolume() throws Exception {
        client.batch().v1().cronjobs().inNamespace(NAMESPACE).delete();
        client.batch().v1().jobs().inNamespace(NAMESPACE).delete();
        Eventually.holds(Duration.ofSeconds(60), () -> pods().isEmpty());
        var claim = client.persistentVolumeClaims().inNamespace(NAMESPACE).withName("postgres-backups");
        claim.delete();
        Eventually.holds(Duration.ofSeconds(60), () -> claim.get() == null);
    }

    /** Not in the log, not in what Kubernetes shows of pods and Jobs, and not in what the controller keeps. */
    private void nowhereIsTheSecretKey(BuildOutcome outcome) throws IOException {
        assertThat(outcome.log()).doesNotContain(S3Server.SECRET_KEY);
        var shown = Serialization.asYaml(client.pods().inNamespace(NAMESPACE).list())
                + Serialization.asYaml(client.batch().v1().jobs().inNamespace(NAMESPACE).list())
                + Serialization.asYaml(client.batch().v1().cronjobs().inNamespace(NAMESPACE).list())
                + Serialization.asYaml(client.v1().events().inNamespace(NAMESPACE).list());
        assertThat(shown).contains("AWS_SECRET_ACCESS_KEY").doesNotContain(S3Server.SECRET_KEY);
        for (var pod : pods()) {
            assertThat(client.pods().inNamespace(NAMESPACE).withName(pod.getMetadata().getName()).getLog())
                    .doesNotContain(S3Server.SECRET_KEY);
        }
        try (Stream<Path> files = Files.walk(folder.getRoot().toPath().resolve("jenkins"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(S3Server.SECRET_KEY);
            }
        }
    }

    @Test
    public void whatTheServerRefusesIsToldAndTheDumpStaysOnTheVolume() throws Exception {
        credentials(S3Server.ACCESS_KEY, "wrong-secret");
        onTheVolumeOnly("the secret key is wrong: correct the Secret");
        credentials("nobody", S3Server.SECRET_KEY);
        onTheVolumeOnly("the server does not know the access key: correct the Secret");
        credentials(S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
        installBackups("s3.bucket=not-there");
        onTheVolumeOnly("there is no bucket not-there at http://s3.storage.svc:7070");
        installBackups();
        s3.start("--readonly");
        onTheVolumeOnly("these credentials may not do that in the bucket " + BUCKET);
        s3.stop();
        onTheVolumeOnly("the server http://s3.storage.svc:7070 cannot be reached");
        s3.start();
        assertThat(s3.objects(BUCKET)).isEmpty();
        assertThat(script("pgBackups namespace: 'dev', kubeconfigId: 'kubeconfig'").log()).contains("5 dumps in dev");
    }

    private void onTheVolumeOnly(String reason) throws Exception {
        var outcome = backup();
        assertRefused(outcome, "the backup of taskdb in dev failed: ", reason, dumpIn(outcome)
                + " is on the volume, and verified");
        assertThat(outcome.log()).doesNotContain(S3Server.SECRET_KEY);
    }

    @Test
    public void anUploadThatIsCutInTheMiddleCountsForNothing() throws Exception {
        sql(NAMESPACE, "CREATE TABLE blobs AS SELECT md5(random()::text) || md5(random()::text) AS b "
                + "FROM generate_series(1, 400000)");
        loseTheVolume();
        installBackups("persistence.size=64Mi", "s3.options.upload_cutoff=5M", "s3.options.chunk_size=5M",
                "s3.options.upload_concurrency=1");
        slowly("1M");
        try (var controller = controller().start()) {
            var build = controller.build("backup").parameter("ENVIRONMENT", NAMESPACE).user("dev-1").start();
            Eventually.holds(Duration.ofSeconds(120), () -> s3.unfinished(BUCKET) > 1_000_000);
            s3.stop();
            var outcome = build.await();
            assertRefused(outcome, "could not be sent to s3://" + BUCKET + "/pg-backups/taskdb: the server "
                    + "http://s3.storage.svc:7070 cannot be reached, or went away", "is on the volume, and verified");
            s3.start();
            assertThat(s3.objects(BUCKET)).isEmpty();

            client.batch().v1().jobs().inNamespace(NAMESPACE).delete();
            Eventually.holds(Duration.ofSeconds(60), () -> pods().isEmpty());
            var second = controller.build("backup").parameter("ENVIRONMENT", NAMESPACE).user("dev-1").start();
            var there = s3.unfinished(BUCKET);
            Eventually.holds(Duration.ofSeconds(120), () -> s3.unfinished(BUCKET) > there + 1_000_000);
            client.resource(running("-manual-")).delete();
            assertRefused(second.await(), "is gone: somebody deleted it");
        }
        assertThat(s3.objects(BUCKET)).isEmpty();
        assertThat(script(LIST).log()).contains("0 dumps in s3://" + BUCKET + "/pg-backups/taskdb");
        slowly("off");
        Eventually.holds(Duration.ofSeconds(60), () -> pods().stream().noneMatch(pod -> "Running".equals(
                pod.getStatus().getPhase())));
        var outcome = backup();
        assertSucceeded(outcome);
        var dump = s3.bucket(BUCKET).resolve(FOLDER + dumpIn(outcome));
        assertThat(Files.size(dump)).as("in several parts").isGreaterThan(10_000_000);
    }

    private void slowly(String rate) {
        client.batch().v1().cronjobs().inNamespace(NAMESPACE).withName("postgres-backup").edit(cronJob -> {
            var environment = cronJob.getSpec().getJobTemplate().getSpec().getTemplate().getSpec().getContainers().get(0)
                    .getEnv();
            environment.removeIf(variable -> variable.getName().equals("RCLONE_BWLIMIT"));
            environment.add(new EnvVar("RCLONE_BWLIMIT", rate, null));
            return cronJob;
        });
    }

    @Test
    public void retentionInTheBucketKeepsTheNewestVerifiedDump() throws Exception {
        assertSucceeded(backup());
        installBackups("verify=false", "retention.keep=0", "s3.retention.keep=1", "s3.retention.days=0");
        var outcome = script("""
                def at = [namespace: 'dev', kubeconfigId: 'kubeconfig']
                def first = pgBackups(at + [s3: [:]]).newestVerified
                def second = pgBackup(at + [verify: false])
                def third = pgBackup(at + [verify: false])
                def left = pgBackups(at + [s3: [:]])
                echo "DELETED ${second.s3Deleted == []} ${third.s3Deleted == [second.file]}"
                echo "LEFT ${left.dumps.collect { it.file } == [third.file, first]} ${left.newestVerified == first}"
                echo "VOLUME ${pgBackups(at).dumps.size()}"
                def fourth = pgBackup(at + [verify: true, s3: [:]])
                echo "VERIFIED ${pgBackups(at + [s3: [:]]).newestVerified == fourth.file}"
                """);
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("DELETED true true", "LEFT true true", "VOLUME 3", "VERIFIED true");
    }

    @Test
    public void whatWasChangedInTheBucketIsNotRestored() throws Exception {
        var dump = dumpIn(backup());
        var object = s3.bucket(BUCKET).resolve(FOLDER + dump);
        var bytes = Files.readAllBytes(object);
        bytes[bytes.length - 100] ^= 1;
        Files.write(object, bytes);
        assertRefused(restore("s3://" + BUCKET + "/" + FOLDER + dump, "taskdb"), "taskdb in dev was not restored and "
                + "not touched: ");
        assertRefused(restore("s3://" + BUCKET + "/" + FOLDER + "taskdb_20200101-000000.dump", "taskdb"),
                "there is no dump 'taskdb_20200101-000000.dump' in s3://", "Nearest: " + dump);
        Files.delete(s3.bucket(BUCKET).resolve(FOLDER + dump + ".sha256"));
        assertThat(script(LIST).log()).contains(dump + " in s3://" + BUCKET + "/pg-backups/taskdb has no checksum "
                + "beside it: it was not sent as a whole, and does not count", "0 dumps in s3://");
        assertThat(databases()).containsExactly("taskdb");
        assertThat(sql(NAMESPACE, "SELECT count(*) FROM tasks")).isEqualTo("1204");
    }

    @Test
    public void twoDatabasesGoToTheirFoldersByScheduleWithoutJenkins() throws Exception {
        exec(NAMESPACE, "postgres-postgresql-0", "dropdb", "-U", USER, "--if-exists", "reports");
        exec(NAMESPACE, "postgres-postgresql-0", "createdb", "-U", USER, "reports");
        installBackups("suspend=false", "schedule=* * * * *");
        installSecond("suspend=false", "schedule=* * * * *");
        try {
            Eventually.holds(Duration.ofSeconds(150), () -> verifiedObjects("taskdb") > 0
                    && verifiedObjects("reports") > 0);
            installBackups();
            installSecond();
            assertThat(s3.objects(BUCKET)).allMatch(name -> name.matches(
                    "pg-backups/(taskdb/taskdb|reports/reports)_\\d{8}-\\d{6}\\.dump(\\.sha256|\\.verified)?"));
            Eventually.holds(Duration.ofSeconds(60), () -> pods().stream().noneMatch(pod -> "Running".equals(
                    pod.getStatus().getPhase())));
            var outcome = script("""
                    for (cronJob in ['postgres-backup', 'reports-backup']) {
                        echo "SENT ${pgBackup(namespace: 'dev', cronJob: cronJob, kubeconfigId: 'kubeconfig').s3}"
                    }
                    """);
            assertSucceeded(outcome);
            assertThat(outcome.log()).contains("SENT s3://" + BUCKET + "/pg-backups/taskdb/taskdb_",
                    "SENT s3://" + BUCKET + "/pg-backups/reports/reports_");
        } finally {
            target.helm("uninstall", "reports-backup", "-n", NAMESPACE);
            exec(NAMESPACE, "postgres-postgresql-0", "dropdb", "-U", USER, "--force", "reports");
        }
    }

    private long verifiedObjects(String database) throws IOException {
        return s3.objects(BUCKET).stream().filter(name -> name.startsWith("pg-backups/" + database + "/")
                && name.endsWith(".verified")).count();
    }

    private void installSecond(String... settings) throws Exception {
        var all = new ArrayList<>(List.of("name=reports-backup", "database.name=reports",
                "persistence.claimName=reports-backups"));
        all.addAll(Arrays.asList(settings));
        install("reports-backup", all.toArray(String[]::new));
    }

    @Test
    public void aStepSendsToAnotherBucketWithRulesOfItsOwn() throws Exception {
        s3.bucket("second");
        var outcome = script("""
                def at = [namespace: 'dev', kubeconfigId: 'kubeconfig']
                def made = pgBackup(at + [s3: [bucket: 'second', prefix: 'copies', keep: 5]])
                echo "AT ${made.s3}"
                def tried = pgRestore(at + [dump: 'latest', s3: [bucket: 'second', prefix: 'copies'], dryRun: true])
                echo "TRIED ${tried.dump == made.s3} ${tried.rows}"
                """);
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("AT s3://second/copies/taskdb/taskdb_", "TRIED true 1204");
        assertThat(s3.objects("second")).hasSize(3);
        assertThat(s3.objects(BUCKET)).hasSize(3);
        var refused = script("pgBackup namespace: 'dev', s3: [bucket: 'third'], kubeconfigId: 'kubeconfig'");
        assertRefused(refused, "is on the volume, but not in the bucket: ", "there is no bucket third");
    }
}
