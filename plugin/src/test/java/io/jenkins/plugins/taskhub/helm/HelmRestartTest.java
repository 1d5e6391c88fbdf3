package io.jenkins.plugins.taskhub.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** Restarts and aborts in the middle of helmRollback and helmTest, and of deployments that wait for each other. */
public class HelmRestartTest {
    private static final String DEPLOY =
            "helmDeploy(release: 'app', chart: 'chart', namespace: 'dev', imageTag: '0.1.2', verifyImage: false, "
                    + "diff: false, kubeconfigId: 'kube')";
    private static final String ROLL_BACK =
            "helmRollback(release: 'app', namespace: 'dev', revision: 8, kubeconfigId: 'kube')";
    private static final String TEST = "helmTest(release: 'app', namespace: 'dev', kubeconfigId: 'kube')";

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private PlayedHelm helm;

    @Before
    public void playHelm() throws Exception {
        helm = new PlayedHelm(tmp.newFolder("helm").toPath());
    }

    @After
    public void closeCluster() {
        helm.close();
    }

    @Test
    public void goesOnWithARollbackAfterARestart() throws Throwable {
        twoRevisions();
        sessions.then(j -> {
            start(j, "a", ROLL_BACK);
            helm.awaitStart();
        });
        sessions.then(j -> {
            var run = build(j, "a");
            helm.status(9, "superseded");
            helm.revision(10, "deployed", "0.1.1");
            helm.end(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT 10 0.1.2 0.1.1 true", run);
            assertThat(helm.calls()).containsExactly("rollback app 8 --namespace dev --wait --timeout 300s");
        });
    }

    @Test
    public void endsHelmAndTellsWhatIsLeftWhenARollbackIsInterrupted() throws Throwable {
        twoRevisions();
        sessions.then(j -> {
            var run = start(j, "a", ROLL_BACK);
            helm.awaitStart();
            helm.revision(10, "pending-rollback", "0.1.1");
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("context canceled", run);
            j.assertLogContains("[helm] Interrupted while rolling back app in dev: revision 10 is left pending-rollback in dev: ", run);
            j.assertLogContains("helm rollback app ", run);
        });
    }

    @Test
    public void goesOnWithTheTestsOfAReleaseAfterARestart() throws Throwable {
        helm.tested(8, "0.1.1");
        sessions.then(j -> {
            start(j, "a", TEST);
            helm.awaitStart();
        });
        sessions.then(j -> {
            var run = build(j, "a");
            helm.end(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            assertThat(helm.calls()).hasSize(1);
        });
    }

    @Test
    public void endsHelmWhenTheTestsAreInterrupted() throws Throwable {
        helm.tested(8, "0.1.1");
        sessions.then(j -> {
            var run = start(j, "a", TEST);
            helm.awaitStart();
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("context canceled", run);
            j.assertLogContains("[helm] Interrupted: pods of the tests may be left in dev; the release is unchanged", run);
        });
    }

    /** The one that waits is called a, and so comes back first. */
    @Test
    public void whoWaitsForAReleaseStillWaitsAfterARestart() throws Throwable {
        helm.revision(8, "deployed", "0.1.1");
        helm.renders(9, "0.1.2");
        sessions.then(j -> {
            start(j, "b", DEPLOY);
            helm.awaitStart();
            j.waitForMessage("[helm] Waiting for b #1, which is at work on app in dev", start(j, "a",
                    DEPLOY.replace("diff: false", "wait: false")));
        });
        sessions.then(j -> {
            var waits = build(j, "a");
            awaitTwice("[helm] Waiting for b #1, which is at work on app in dev", waits);
            assertThat(helm.calls()).as("the rendering and the upgrade of b").hasSize(2);
            helm.status(8, "superseded");
            helm.revision(9, "deployed", "0.1.2");
            helm.end(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(build(j, "b")));
            j.assertBuildStatusSuccess(j.waitForCompletion(waits));
        });
    }

    private static void awaitTwice(String line, WorkflowRun run) throws Exception {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (JenkinsRule.getLog(run).split(Pattern.quote(line), -1).length < 3) {
            assertThat(System.nanoTime()).as(JenkinsRule.getLog(run)).isLessThan(patience);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void twoRevisions() throws Exception {
        helm.revision(8, "superseded", "0.1.1");
        helm.revision(9, "deployed", "0.1.2");
    }

    private static WorkflowRun build(JenkinsRule j, String name) {
        return j.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private WorkflowRun start(JenkinsRule j, String name, String call) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(new FileCredentialsImpl(CredentialsScope.GLOBAL,
                "kube", "", "config", SecretBytes.fromBytes(helm.kubeconfig().getBytes(StandardCharsets.UTF_8))));
        SystemCredentialsProvider.getInstance().save();
        var job = j.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(helm.pipeline(call), true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
