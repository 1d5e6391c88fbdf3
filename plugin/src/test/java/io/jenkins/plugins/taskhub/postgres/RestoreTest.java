package io.jenkins.plugins.taskhub.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.kubernetes.CronJobState.RunningJob;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome;
import io.jenkins.plugins.taskhub.kubernetes.JobOutcome.Verdict;
import io.jenkins.plugins.taskhub.kubernetes.RolloutOutcome;
import io.jenkins.plugins.taskhub.kubernetes.Workload;
import io.jenkins.plugins.taskhub.step.EngineRunner;
import io.jenkins.plugins.taskhub.step.FakePorts;
import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RestoreTest {
    private static final Workload APP = new Workload(Workload.Kind.DEPLOYMENT, "dev", "task-service");

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private final FakeBackups cluster = new FakeBackups();
    private final RestoreRequest request = new RestoreRequest();
    private FakePorts ports;

    @Before
    public void makePorts() {
        ports = new FakePorts(tmp.getRoot(), "restore");
        ports.cluster = cluster;
        cluster.replicas.put(APP, 2);
        cluster.ends("stage", FakeBackups.STAGED).ends("swap", FakeBackups.SWAPPED)
                .ends("drop", FakeBackups.succeeded(Map.of()));
        request.dump = "latest";
        request.confirmDatabase = "taskdb";
        request.scaleDown = new ArrayList<>(List.of("task-service"));
        request.verifyQuery = "SELECT count(*) FROM tasks";
    }

    @Test
    public void triesTheDumpThenReplacesTheDatabaseWhileTheWorkloadsAreDown() throws Exception {
        var result = run();
        assertThat(cluster.done).containsExactly("stage", "down task-service", "swap", "up task-service 2",
                "delete stage", "delete swap");
        assertThat(result).containsEntry("dump", "taskdb_20261120-141502.dump").containsEntry("database", "taskdb")
                .containsEntry("tables", 5L).containsEntry("rows", 1204L).containsEntry("query", "1204")
                .containsEntry("preRestoreDump", "taskdb_20261120-150000.before-restore.dump")
                .containsEntry("scaled", List.of("Deployment/task-service"));
        assertThat(ports.text()).contains("[restore] Taking Deployment/task-service in dev down from 2 pods\n")
                .contains("[restore] Took Deployment/task-service in dev up to 2 pods\n")
                .contains("[restore] Restored taskdb in dev from taskdb_20261120-141502.dump: 5 tables, 1,204 rows, ");
        var environment = cluster.environments.get("swap");
        assertThat(environment).containsEntry("DATABASE", "taskdb").containsEntry("DUMP_BEFORE", "true")
                .containsEntry("QUERY", "SELECT count(*) FROM tasks");
        assertThat(environment.get("STAGED")).matches("taskdb_restore_\\d{14}")
                .isEqualTo(cluster.environments.get("stage").get("STAGED"));
    }

    @Test
    public void touchesNothingWhereTheDumpIsDamaged() {
        cluster.ends("stage", FakeBackups.failed("taskdb_20261120-141502.dump is damaged"));
        assertFails("taskdb in dev was not restored and not touched: taskdb_20261120-141502.dump is damaged");
        assertThat(cluster.done).containsExactly("stage", "drop", "delete stage", "delete drop");
    }

    @Test
    public void namesTheNearestDumpsWhereThereIsNone() {
        request.dump = "taskdb_20261120-141503.dump";
        var known = Map.of("known", List.of("taskdb_20250101-000000.dump", "taskdb_20261120-141502.dump"));
        cluster.ends("stage", new JobOutcome(Verdict.FAILED, "there is no dump", known, List.of(), 1));
        assertFails("taskdb in dev was not restored and not touched: there is no dump. Nearest: "
                + "taskdb_20261120-141502.dump, "
                + "taskdb_20250101-000000.dump; pgBackups lists them all");
    }

    @Test
    public void takesTheWorkloadsUpAlsoWhereTheReplacementFails() {
        cluster.ends("swap", FakeBackups.failed("sessions keep coming back"));
        assertFails("the dump is good, but taskdb in dev could not be replaced: sessions keep coming back. It is as "
                + "it was");
        assertThat(cluster.done).containsSubsequence("down task-service", "swap", "up task-service 2", "drop");
        assertThat(cluster.replicas).containsEntry(APP, 2);
    }

    @Test
    public void takesTheWorkloadsUpAlsoWhereTheReplacementCannotBegin() {
        cluster.refused = "swap";
        assertFails("taskdb in dev was not replaced: Not allowed to do that.");
        assertThat(cluster.replicas).containsEntry(APP, 2);
    }

    @Test
    public void saysHowToTakeUpByHandWhatItCouldNot() {
        cluster.refused = "up";
        assertFails("workloads are still down: Not allowed to do that. By hand: kubectl -n dev scale "
                + "deployment/task-service --replicas=2");
    }

    @Test
    public void failsWhereTheWorkloadsDoNotBecomeReadyAgain() {
        cluster.rollout = RolloutOutcome.Verdict.TIMED_OUT;
        assertFails("taskdb in dev is restored, but [Deployment/task-service] did not become ready again");
    }

    @Test
    public void takesTheWorkloadsUpAfterARestartBetween() throws Exception {
        var runner = runner();
        runner.runUntil("Replacing the database");
        assertThat(cluster.replicas).containsEntry(APP, 0);
        assertThat(runner.restarted().run()).containsEntry("query", "1204");
        assertThat(cluster.replicas).containsEntry(APP, 2);
        assertThat(cluster.done).filteredOn("stage"::equals).hasSize(1);
    }

    @Test
    public void takesTheWorkloadsUpWhenItIsInterrupted() throws Exception {
        var runner = runner();
        runner.runUntil("Replacing the database");
        runner.engine().attach(ports);
        runner.engine().interrupted(ports);
        assertThat(cluster.replicas).containsEntry(APP, 2);
        assertThat(cluster.done).containsSubsequence("delete stage", "up task-service 2", "drop");
        assertThat(ports.text()).contains("Interrupted: taskdb in dev is as it was");
    }

    @Test
    public void goesOnWithoutAWorkloadThatIsNotThere() throws Exception {
        cluster.replicas.clear();
        assertThat(run()).containsEntry("scaled", List.of());
        assertThat(ports.text()).contains("there is no Deployment/task-service in dev to take down");
    }

    @Test
    public void onlyTriesTheDumpInADryRun() throws Exception {
        request.dryRun = true;
        request.confirmDatabase = null;
        assertThat(run()).containsEntry("query", "1204").containsEntry("preRestoreDump", null);
        assertThat(cluster.done).containsExactly("stage", "drop", "delete stage", "delete drop");
        assertThat(ports.text()).contains("Dry run: could restore taskdb in dev from taskdb_20261120-141502.dump");
    }

    @Test
    public void refusesWhileABackupRuns() {
        cluster.running.add(new RunningJob("postgres-backup-29388", "scheduled", 0));
        assertFails("another Job works on the backups in dev: postgres-backup-29388 (scheduled). Restore when it is "
                + "over");
    }

    @Test
    public void refusesWhatIsNotConfirmedByTheName() {
        request.confirmDatabase = "taskbd";
        assertRefused("confirmDatabase 'taskbd' is not the database that would be replaced, 'taskdb': type its name "
                + "again. "
                + "Nothing was touched");
        request.confirmDatabase = "";
        assertRefused("confirmDatabase is missing: type the name of the database that is replaced, 'taskdb'");
        request.dryRun = true;
        assertRefused("confirmDatabase is missing: type the name of the database that is replaced, 'taskdb'");
    }

    @Test
    public void refusesNamesThatAreNone() {
        request.dump = "../../etc/passwd";
        assertRefused("dump '../../etc/passwd' is neither 'latest' nor the name of a dump");
        request.dump = "-x";
        assertRefused("dump '-x' begins with '-'");
        request.dump = "latest";
        request.database = "taskdb; DROP";
        assertRefused("database 'taskdb; DROP' is not a plain name");
        request.database = "taskdb";
        request.scaleDown = new ArrayList<>(List.of("daemonset/x"));
        assertRefused("scaleDown 'daemonset/x' is neither deployment/NAME nor statefulset/NAME");
    }

    @Test
    public void refusesQueriesThatCouldDoMoreThanRead() {
        for (String query : List.of("DELETE FROM tasks", "SELECT 1; DROP TABLE tasks", "\\! id", "SELECTED",
                "COMMIT")) {
            request.verifyQuery = query;
            assertRefused("verifyQuery '" + query + "' is not one SELECT, WITH, TABLE or VALUES without a semicolon");
        }
        request.verifyQuery = " with x as (select 1) select * from x ";
        assertThat(request.checked().verifyQuery).isEqualTo("with x as (select 1) select * from x");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(request::checked).isInstanceOf(StepFailure.class).hasMessageStartingWith(message);
    }

    private void assertFails(String message) {
        assertThatThrownBy(this::run).isInstanceOf(StepFailure.class).hasMessage(message);
    }

    private LinkedHashMap<String, Object> run() throws Exception {
        return runner().run();
    }

    private EngineRunner<LinkedHashMap<String, Object>> runner() {
        var jobs = new BackupJobs("dev", "postgres-backup", "5m", new KubeAccess(null, null, "controller"));
        return new EngineRunner<>(new Restore(jobs, request.checked()), ports, command -> {
            throw new AssertionError("no process is started: " + command);
        });
    }
}
