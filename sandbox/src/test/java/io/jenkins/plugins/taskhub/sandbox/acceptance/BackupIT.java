package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.Test;

/** Backups that go well and that do not, with PostgreSQL and its tools in pods. */
public class BackupIT extends DatabaseAcceptance {
    private static final String EMPTY = "[backup] 0 dumps in dev";

    @Test
    public void aBackupIsVerifiedAndListed() throws Exception {
        var outcome = backup();
        assertSucceeded(outcome);
        var dump = dumpIn(outcome);
        assertThat(outcome.log()).contains("[backup]     public.tasks: 1204 rows")
                .containsPattern("\\[backup\\] job postgres-backup-manual-[0-9a-f]{8} → " + dump
                + ", [0-9.]+ kB, verified: "
                        + "1 table, 1,204 rows, \\d+ s")
                .contains("[backup] 1 dump in dev").doesNotContain("::").doesNotContain(PASSWORD);
        assertThat(databases()).containsExactly("taskdb");
    }

    @Test
    public void aScheduledRunThatIsActiveIsRespected() throws Exception {
        AutoCloseable held = heldTable();
        installBackups("suspend=false", "schedule=* * * * *", "lockWait=120");
        Eventually.holds(Duration.ofSeconds(90), () -> pods().stream().anyMatch(pod ->
                "Running".equals(pod.getStatus().getPhase())));
        client.batch().v1().cronjobs().inNamespace(NAMESPACE).withName("postgres-backup").edit(cronJob -> {
            cronJob.getSpec().setSuspend(true);
            return cronJob;
        });
        assertRefused(backup(), "pgBackup: another Job works on the backups in dev: postgres-backup-", "(scheduled",
                "Set waitForRunning: true");
        try (var controller = controller().start()) {
            var build = controller.build("backup").parameter("ENVIRONMENT", NAMESPACE).parameter("WAIT", true)
                    .user("dev-1").start();
            Eventually.holds(Duration.ofSeconds(60), () -> build.run().getLog(100).stream()
                    .anyMatch(line -> line.contains("Waiting for postgres-backup-")));
            held.close();
            var outcome = build.await();
            assertSucceeded(outcome);
            assertThat(outcome.log()).contains("[backup] 2 dumps in dev");
        }
    }

    @Test
    public void aVolumeThatIsFullIsToldAndNothingHalfWrittenIsLeft() throws Exception {
        sql(NAMESPACE, "CREATE TABLE blobs AS SELECT md5(random()::text) || md5(random()::text) AS b "
                + "FROM generate_series(1, 200000)");
        assertRefused(backup(), "the backup of taskdb in dev failed: could not dump taskdb: the volume at /backups "
                + "is full (",
                "free of 4", "No dump was written");
        assertThat(script("pgBackups namespace: 'dev', kubeconfigId: 'kubeconfig'").log()).contains(EMPTY);
    }

    @Test
    public void aWrongPasswordIsTold() throws Exception {
        password("wrong-password");
        try {
            assertRefused(backup(), "could not log in: the password of user taskhub is wrong: correct the Secret");
        } finally {
            password(PASSWORD);
        }
    }

    private void password(String password) {
        client.resource(new SecretBuilder().withNewMetadata().withName("db-credentials").withNamespace(NAMESPACE)
                .endMetadata().withStringData(Map.of("username", USER, "password", password)).build()).update();
    }

    @Test
    public void aDatabaseThatIsAwayIsTold() throws Exception {
        var server = client.apps().statefulSets().inNamespace(NAMESPACE).withName("postgres-postgresql");
        server.scale(0);
        Eventually.holds(Duration.ofSeconds(60), () -> client.pods().inNamespace(NAMESPACE)
                .withName("postgres-postgresql-0").get() == null);
        try {
            assertRefused(backup(), "no answer from the database server postgres-postgresql.dev.svc.cluster.local "
                    + "port 5432 "
                    + "within 5 s");
        } finally {
            server.scale(1);
            server.waitUntilReady(90, TimeUnit.SECONDS);
        }
    }

    @Test
    public void aJobThatIsDeletedAndAPodThatIsDeletedAreTold() throws Exception {
        try (var held = heldTable(); var controller = controller().start()) {
            var build = controller.build("backup").parameter("ENVIRONMENT", NAMESPACE).user("dev-1").start();
            client.resource(running("-manual-")).delete();
            assertRefused(build.await(), "is gone: somebody deleted it", "run pgBackups");
            Eventually.holds(Duration.ofSeconds(60), () -> pods().isEmpty());
            var second = controller.build("backup").parameter("ENVIRONMENT", NAMESPACE).user("dev-1").start();
            running("-manual-");
            pods().forEach(pod -> client.resource(pod).delete());
            var outcome = second.await();
            assertRefused(outcome, "the backup of taskdb in dev failed: ", "No dump was written");
        }
        assertThat(script("pgBackups namespace: 'dev', kubeconfigId: 'kubeconfig'").log()).contains(EMPTY);
    }

    @Test
    public void aDumpThatIsCutOffIsFoundByItsVerification() throws Exception {
        client.configMaps().inNamespace(NAMESPACE).withName("postgres-backup-scripts").edit(scripts -> {
            scripts.getData().merge("backup.sh", "", (script, none) -> script.replace("\nlock\n",
                    "\npg_dump() { command "
                    + "pg_dump \"$@\" && truncate -s -2000 \"${2#--file=}\"; }\nlock\n"));
            return scripts;
        });
        assertRefused(backup(), "cannot be restored: pg_restore: error: ",
                "is on the volume, but is not verified: do not "
                + "count on it");
        assertThat(script("pgBackups namespace: 'dev', kubeconfigId: 'kubeconfig'").log()).contains("not verified");
        assertThat(databases()).as("the throw-away database is dropped").containsExactly("taskdb");
    }

    @Test
    public void retentionKeepsTheNewestVerifiedDump() throws Exception {
        assertSucceeded(backup());
        installBackups("verify=false");
        var outcome = script("""
                def first = pgBackups(namespace: 'dev', kubeconfigId: 'kubeconfig').newestVerified
                def second = pgBackup(namespace: 'dev', verify: false, kubeconfigId: 'kubeconfig').file
                def third = pgBackup(namespace: 'dev', verify: false, keep: 1, kubeconfigId: 'kubeconfig')
                def left = pgBackups(namespace: 'dev', kubeconfigId: 'kubeconfig')
                echo "DELETED ${third.deleted == [second]}"
                echo "LEFT ${left.dumps.collect { it.file } == [third.file, first]} ${left.newestVerified == first}"
                """);
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("DELETED true", "LEFT true true");
    }

    @Test
    public void aBackupGoesOnWhenTheControllerIsKilled() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--home", folder.getRoot().toPath().resolve("home").toString(),
                "--source", jenkinsfile("backup").getParent().getParent().toString()));
        List<String> first = new ArrayList<>(List.of("run", jenkinsfile("backup").toString(), "-p", "ENVIRONMENT=dev"));
        first.addAll(arguments);
        var held = heldTable();
        try (var process = taskhub("first.log", first)) {
            process.awaitOutput("Backing taskdb in dev up");
            running("-manual-");
            process.kill();
        }
        held.close();
        List<String> second = new ArrayList<>(List.of("run", "--resume"));
        second.addAll(arguments);
        try (var process = taskhub("second.log", second)) {
            assertThat(process.await()).as(process.output()).isZero();
            assertThat(process.output()).contains("verified: 1 table, 1,204 rows", "[backup] 1 dump in dev");
        }
    }

    private TaskhubProcess taskhub(String log, List<String> arguments) throws Exception {
        return TaskhubProcess.start(folder.getRoot().toPath().resolve(log), folder.getRoot().toPath(), environment(),
                arguments.toArray(String[]::new));
    }
}
