package io.jenkins.plugins.taskhub.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** The steps outside of any node. */
public class PgStepTest {
    private static final String DUMP = "taskdb_20261120-141502.dump";
    private static final String DUMPED = "Dumping taskdb\n::file=" + DUMP + "\n::bytes=3145728\n::sha256=9f2c\n"
            + "::verified=true\n::tables=5\n::rows=1204\n";
    private static final String STAGED = "Restoring\n::file=" + DUMP + "\n::bytes=3145728\n::sha256=9f2c\n::tables=5\n"
            + "::rows=1204\n::query=MTIwNAo=\n";
    private static final String BACKUP = "r = pgBackup(namespace: 'dev', kubeconfigId: 'kube')\n"
            + "echo \"RESULT ${r.file} ${r.bytes} ${r.rows}\"";
    private static final String LIST = "pgBackups(namespace: 'dev', kubeconfigId: 'kube')\necho 'RESULT listed'";
    private static final String RESTORE = "r = pgRestore(namespace: 'dev', dump: 'latest', confirmDatabase: 'taskdb', "
            + "scaleDown: ['task-service'], verifyQuery: 'SELECT count(*) FROM tasks', kubeconfigId: 'kube')\n"
            + "echo \"RESULT ${r.dump} ${r.query}\"";

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private PlayedCluster cluster;

    @Before
    public void play() {
        cluster = new PlayedCluster();
    }

    @After
    public void closeCluster() {
        cluster.close();
    }

    @Test
    public void backsUpWithoutAnAgent() throws Throwable {
        sessions.then(j -> {
            var run = start(j, BACKUP);
            cluster.end("manual", true, DUMPED);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[backup]   Dumping taskdb", run);
            j.assertLogContains(" → " + DUMP + ", 3.1 MB, verified: 5 tables, 1,204 rows, ", run);
            j.assertLogContains("RESULT " + DUMP + " 3145728 1204", run);
            j.assertLogNotContains("::", run);
            j.assertLogNotContains(PlayedCluster.TOKEN, run);
        });
    }

    @Test
    public void goesOnWithItsBackupAfterARestart() throws Throwable {
        sessions.then(j -> {
            start(j, BACKUP);
            cluster.await("manual");
        });
        cluster.end("manual", true, DUMPED);
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("db", WorkflowJob.class).getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT " + DUMP + " 3145728 1204", run);
            assertThat(cluster.jobs()).hasSize(1);
        });
    }

    @Test
    public void goesOnListingAfterARestart() throws Throwable {
        sessions.then(j -> {
            start(j, LIST);
            cluster.await("list");
        });
        cluster.end("list", true, "::dump=" + DUMP + " 3145728 9f2c verified\n");
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("db", WorkflowJob.class).getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT listed", run);
            assertThat(cluster.jobs()).as("what is left").isEmpty();
        });
    }

    @Test
    public void deletesItsJobWhenAListingIsAborted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, LIST);
            cluster.await("list");
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[backup] Interrupted: nothing was changed", run);
            assertThat(cluster.jobs()).isEmpty();
        });
    }

    @Test
    public void saysInOneLineWhyABackupFailed() throws Throwable {
        sessions.then(j -> {
            var run = start(j, BACKUP);
            cluster.end("manual", false, "ERROR: could not log in: the password of user taskhub is wrong\n");
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            j.assertLogContains("ERROR: pgBackup: the backup of taskdb in dev failed: could not log in: the password "
                    + "of user "
                    + "taskhub is wrong. No dump was written; those from before are as they were", run);
            j.assertLogNotContains("\tat ", run);
        });
    }

    @Test
    public void deletesItsJobWhenTheBuildIsAborted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, BACKUP);
            cluster.await("manual");
            TimeUnit.MILLISECONDS.sleep(300);
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[backup] Interrupted: stopped the Job postgres-backup-manual-", run);
            assertThat(cluster.jobs()).isEmpty();
        });
    }

    @Test
    public void restoresAndGoesOnAfterARestartInTheMiddle() throws Throwable {
        sessions.then(j -> {
            start(j, RESTORE);
            cluster.end("stage", true, STAGED);
            awaitReplicas(0);
            cluster.settle();
            cluster.await("swap");
        });
        cluster.end("swap", true, "::replaced=true\n::query=MTIwNAo=\n");
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("db", WorkflowJob.class).getBuildByNumber(1);
            awaitReplicas(2);
            cluster.settle();
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT " + DUMP + " 1204", run);
            j.assertLogContains("[restore] Took Deployment/task-service in dev up to 2 pods", run);
            assertThat(cluster.jobs()).as("what is left").isEmpty();
        });
    }

    @Test
    public void takesTheWorkloadsUpWhenARestoreIsAborted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, RESTORE);
            cluster.end("stage", true, STAGED);
            awaitReplicas(0);
            cluster.settle();
            cluster.await("swap");
            TimeUnit.MILLISECONDS.sleep(300);
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            assertThat(cluster.replicas()).isEqualTo(2);
            j.assertLogContains("is either as it was or restored as a whole, never half", run);
            cluster.await("drop");
        });
    }

    @Test
    public void refusesBadInputBeforeAnythingStarts() throws Throwable {
        sessions.then(j -> {
            refused(j, "pgBackup namespace: 'De v'", "pgBackup: namespace 'De v' is not a namespace");
            refused(j, "pgBackup namespace: 'dev', keep: -1", "pgBackup: keep -1 is not a number");
            refused(j, "pgBackup namespace: 'dev', s3: [bucket: '-x']", "pgBackup: s3 bucket '-x' is not the name of");
            refused(j, "pgBackups namespace: 'dev', s3: [:], kubeconfigId: 'kube'",
                    "pgBackups: the CronJob postgres-backup in dev knows no bucket");
            refused(j, "pgRestore namespace: 'dev', dump: 's3://acme/x', confirmDatabase: 'taskdb'",
                    "pgRestore: dump 's3://acme/x' is not the address of a dump in a bucket");
            refused(j, "pgBackup namespace: 'dev', timeout: 'soon'", "pgBackup: timeout 'soon' is not a span of time");
            refused(j, "pgBackups namespace: 'dev', cronJob: '-x'", "pgBackups: cronJob '-x' is not");
            refused(j, "pgRestore namespace: 'dev', dump: 'latest', confirmDatabase: 'x'",
                    "pgRestore: confirmDatabase 'x' is not the database that would be replaced, 'taskdb'");
            refused(j, "pgBackup namespace: 'dev', kubeconfigId: 'kube', via: 'agent'",
                    "pgBackup: via 'agent' needs an agent: put the step into a node");
            refused(j, "pgBackup namespace: 'dev', kubeconfigId: 'kube', cronJob: 'other'",
                    "pgBackup: There is no CronJob \"other\" in dev. There are: postgres-backup. Correct the name.");
            refused(j, "pgBackup namespace: 'none', kubeconfigId: 'kube'",
                    "pgBackup: Namespace \"none\" does not exist in the cluster");
            assertThat(cluster.jobs()).isEmpty();
        });
    }

    private void awaitReplicas(int wanted) throws InterruptedException {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (cluster.replicas() != wanted) {
            assertThat(System.nanoTime()).as("patience for " + wanted + " pods").isLessThan(patience);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void refused(JenkinsRule j, String call, String said) throws Exception {
        var run = j.waitForCompletion(start(j, call));
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: " + said, run);
        j.assertLogNotContains("\tat ", run);
    }

    private WorkflowRun start(JenkinsRule j, String script) throws Exception {
        var job = j.jenkins.getItemByFullName("db", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "db");
            SystemCredentialsProvider.getInstance().getCredentials().add(new FileCredentialsImpl(
                    CredentialsScope.GLOBAL,
                    "kube", "", "config", SecretBytes.fromBytes(cluster.kubeconfig().getBytes(
                    StandardCharsets.UTF_8))));
            SystemCredentialsProvider.getInstance().save();
        }
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
