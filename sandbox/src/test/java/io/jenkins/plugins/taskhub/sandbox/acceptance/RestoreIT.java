package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import org.junit.Before;
import org.junit.Test;

/** Databases that are lost and brought back, and restores that are refused or fail, with PostgreSQL in pods. */
public class RestoreIT extends DatabaseAcceptance {
    private static final String ALL = "SELECT count(*) || ' ' || md5(string_agg(id || title, ',' ORDER BY id)) FROM "
            + "tasks";
    private static final int PODS = 2;

    /** Something that uses the database, and is taken down for a restore. */
    @Before
    public void runAnApplication() throws Exception {
        var labels = Map.of("app", "task-service");
        client.resource(new DeploymentBuilder().withNewMetadata().withName("task-service").withNamespace(NAMESPACE)
                .endMetadata().withNewSpec().withReplicas(PODS).withNewSelector().withMatchLabels(labels).endSelector()
                .withNewTemplate().withNewMetadata().withLabels(labels).endMetadata().withNewSpec()
                .withTerminationGracePeriodSeconds(0L).addNewContainer().withName("app").withImage(target.postgres())
                .withCommand("sleep", "infinity").endContainer().endSpec().endTemplate().endSpec().build())
                .createOr(there -> there.update());
        Eventually.holds(Duration.ofSeconds(60), () -> Integer.valueOf(PODS).equals(application().getStatus()
                .getReadyReplicas()));
    }

    private Deployment application() {
        return client.apps().deployments().inNamespace(NAMESPACE).withName("task-service").get();
    }

    @Test
    public void aTableThatWasDroppedComesBackWithTheSameRows() throws Exception {
        var before = sql(NAMESPACE, ALL);
        var dump = dumpIn(backup());
        sql(NAMESPACE, "ALTER DATABASE taskdb SET statement_timeout = '77s'");
        sql(NAMESPACE, "DROP TABLE tasks");

        var outcome = restore("latest", "taskdb");
        assertSucceeded(outcome);
        assertThat(sql(NAMESPACE, ALL)).isEqualTo(before).startsWith(ROWS + " ");
        assertThat(sql(NAMESPACE, "SHOW statement_timeout")).isEqualTo("77s");
        assertThat(databases()).containsExactly("taskdb");
        assertThat(application().getSpec().getReplicas()).isEqualTo(PODS);
        assertThat(outcome.log()).contains("Dry run: could restore taskdb in dev from " + dump,
                "Taking Deployment/task-service in dev down from 2 pods",
                "Took Deployment/task-service in dev up to 2 pods")
                .containsPattern("Restored taskdb in dev from " + dump + ": 1 table, 1,204 rows, \\d+ s; before it: "
                        + "taskdb_[0-9-]+\\.before-restore\\.dump").doesNotContain(PASSWORD);
        assertThat(script("pgBackups namespace: 'dev', kubeconfigId: 'kubeconfig'").log())
                .contains("made before a restore");
    }

    @Test
    public void aDatabaseThatIsGoneComesBack() throws Exception {
        var before = sql(NAMESPACE, ALL);
        assertSucceeded(backup());
        exec(NAMESPACE, "postgres-postgresql-0", "dropdb", "-U", USER, "--maintenance-db=postgres", "--force",
                DATABASE);
        assertSucceeded(restore("latest", "taskdb"));
        assertThat(sql(NAMESPACE, ALL)).isEqualTo(before);
    }

    @Test
    public void whatIsAskedWronglyIsRefusedAndTouchesNothing() throws Exception {
        var dump = dumpIn(backup());
        var generation = application().getMetadata().getGeneration();
        assertRefused(restore("latest", "taskbd"), "confirmDatabase 'taskbd' is not the database that would be "
                + "replaced");
        assertRefused(restore("latest", ""), "confirmDatabase is missing");
        assertRefused(restore("taskdb_20200101-000000.dump", "taskdb"),
                "taskdb in dev was not restored and not touched: there is no dump 'taskdb_20200101-000000.dump'",
                "Nearest: " + dump);
        assertThat(databases()).containsExactly("taskdb");
        assertThat(application().getMetadata().getGeneration()).as("never scaled").isEqualTo(generation);
    }

    @Test
    public void aDamagedDumpIsFoundBeforeTheDatabaseIsTouched() throws Exception {
        var dump = dumpIn(backup());
        onTheVolume("truncate -s -2000 /backups/" + dump);
        assertRefused(restore(dump, "taskdb"), "was not restored and not touched: " + dump
                + " is damaged: its sha256 is");
        onTheVolume("rm /backups/" + dump + ".sha256");
        assertRefused(restore(dump, "taskdb"), "was not restored and not touched: " + dump
                + " cannot be restored: pg_restore");
        assertThat(databases()).containsExactly("taskdb");
        assertThat(sql(NAMESPACE, "SELECT count(*) FROM tasks")).isEqualTo("1204");
    }

    /** Runs a command in a pod that is like those of the backups. */
    private void onTheVolume(String command) throws Exception {
        var pod = client.batch().v1().cronjobs().inNamespace(NAMESPACE).withName("postgres-backup").get().getSpec()
                .getJobTemplate().getSpec().getTemplate();
        pod.getSpec().getContainers().get(0).setCommand(List.of("bash", "-c", command));
        var job = client.resource(new JobBuilder().withNewMetadata()
                .withGenerateName("volume-").withNamespace(NAMESPACE).endMetadata().withNewSpec().withBackoffLimit(0)
                .withTemplate(pod).endSpec().build()).create();
        Eventually.holds(Duration.ofSeconds(60), () -> Integer.valueOf(1).equals(client.resource(job).get().getStatus()
                .getSucceeded()));
    }

    @Test
    public void theApplicationComesBackAlsoWhereTheReplacementFails() throws Exception {
        assertSucceeded(backup());
        try (var held = heldTable(); var controller = controller().start()) {
            var build = controller.build("restore").parameter("ENVIRONMENT", NAMESPACE).parameter("DUMP", "latest")
                    .parameter("CONFIRM_DATABASE", "taskdb").user("dev-1").start();
            client.resource(running("-swap-")).delete();
            assertRefused(build.await(), "taskdb in dev could not be replaced: the Job", "is gone",
                    "either as it was or restored as a whole, never half");
        }
        assertThat(application().getSpec().getReplicas()).isEqualTo(PODS);
        assertThat(sql(NAMESPACE, "SELECT count(*) FROM tasks")).isEqualTo("1204");
        Eventually.holds(Duration.ofSeconds(30), () -> databases().equals(List.of("taskdb")));
    }

    @Test
    public void anAbortedRestoreBringsTheApplicationBack() throws Exception {
        assertSucceeded(backup());
        try (var held = heldTable(); var controller = controller().start()) {
            var build = controller.build("restore").parameter("ENVIRONMENT", NAMESPACE).parameter("DUMP", "latest")
                    .parameter("CONFIRM_DATABASE", "taskdb").user("dev-1").start();
            running("-swap-");
            build.abort("dev-1");
            var outcome = build.await();
            assertThat(outcome.result()).as(outcome.log()).isEqualTo("ABORTED");
            assertThat(outcome.log()).contains("Interrupted: taskdb in dev is either as it was or restored as a whole");
        }
        assertThat(application().getSpec().getReplicas()).isEqualTo(PODS);
        assertThat(sql(NAMESPACE, "SELECT count(*) FROM tasks")).isEqualTo("1204");
        Eventually.holds(Duration.ofSeconds(60), () -> databases().equals(List.of("taskdb")));
    }

    @Test
    public void aRestoreGoesOnWhenTheControllerIsKilled() throws Exception {
        var before = sql(NAMESPACE, ALL);
        assertSucceeded(backup());
        sql(NAMESPACE, "DELETE FROM tasks");
        var held = heldTable();
        var home = folder.getRoot().toPath().resolve("home").toString();
        var source = jenkinsfile("restore").getParent().getParent().toString();
        try (var process = TaskhubProcess.start(folder.getRoot().toPath().resolve("first.log"), folder.getRoot()
                .toPath(),
                environment(), "run", jenkinsfile("restore").toString(), "-p", "ENVIRONMENT=dev", "-p",
                "CONFIRM_DATABASE=taskdb", "--home", home, "--source", source)) {
            process.awaitOutput("Taking Deployment/task-service in dev down");
            running("-swap-");
            process.kill();
        }
        assertThat(application().getSpec().getReplicas()).isZero();
        held.close();
        try (var process = TaskhubProcess.start(folder.getRoot().toPath().resolve("second.log"),
                folder.getRoot().toPath(), environment(), "run", "--resume", "--home", home, "--source", source)) {
            assertThat(process.await()).as(process.output()).isZero();
            assertThat(process.output()).contains("Took Deployment/task-service in dev up to 2 pods");
        }
        assertThat(sql(NAMESPACE, ALL)).isEqualTo(before);
        assertThat(application().getSpec().getReplicas()).isEqualTo(PODS);
    }
}
