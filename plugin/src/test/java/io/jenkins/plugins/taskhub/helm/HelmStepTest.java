package io.jenkins.plugins.taskhub.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.taskhub.report.DeploymentRecord;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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

public class HelmStepTest {
    private static final String DEPLOY =
            "helmDeploy(release: 'app', chart: 'chart', namespace: 'dev', imageTag: '0.1.2', verifyImage: false, "
                    + "kubeconfigId: 'kube')";

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public TemporaryFolder tmp = new TemporaryFolder();

    private PlayedHelm helm;

    @Before
    public void playHelm() throws Exception {
        helm = new PlayedHelm(tmp.newFolder("helm").toPath());
        helm.revision(8, "deployed", "0.1.1");
        helm.renders(9, "0.1.2");
    }

    @After
    public void closeCluster() {
        helm.close();
    }

    @Test
    public void deploysAndTellsAndRecordsIt() throws Throwable {
        sessions.then(j -> {
            var run = start(j, DEPLOY);
            finishUpgrade();
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[helm] Upgrading app in dev from 0.1.1 to 0.1.2 (revision 8 → 9)", run);
            j.assertLogContains("[helm]   Deployment/app: image 0.1.1 → 0.1.2 (1 line changes; diff on the build page)", run);
            j.assertLogContains("[helm] app in dev: revision 9 deployed in ", run);
            j.assertLogContains("RESULT 9 0.1.1 0.1.2 true", run);
            assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("[helm] helm 3.21.4 at " + helm.dir.resolve("helm"));
            assertThat(DeploymentRecord.newest(run, "dev")).hasValueSatisfying(found ->
                    assertThat(found.deployment().getToTag()).isEqualTo("0.1.2"));
            assertThat(helm.calls()).hasSize(2);
            assertThat(helm.calls().get(1)).contains("upgrade app chart --namespace dev --install --values ")
                    .endsWith("values.json --wait --timeout 300s");
        });
    }

    @Test
    public void givesHelmItsKubeconfigAndLeavesNoSecretAnywhere() throws Throwable {
        sessions.then(j -> {
            var run = start(j, DEPLOY);
            helm.awaitStart();
            assertThat(commandLines()).noneMatch(line -> line.contains(PlayedHelm.TOKEN));
            assertThat(filesThatHoldTheToken(run.getRootDir().toPath())).isEmpty();
            finishUpgrade();
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[helm]   has its kubeconfig with ****", run);
            j.assertLogNotContains(PlayedHelm.TOKEN, run);
            assertThat(filesThatHoldTheToken(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void refusesBadInputBeforeHelmIsCalled() throws Throwable {
        sessions.then(j -> {
            refused(j, "helmDeploy(release: 'app', chart: 'chart', namespace: 'dev', imageTag: '-x')",
                    "helmDeploy: imageTag '-x' is not an image tag");
            refused(j, "helmDeploy(release: 'app', chart: 'chart', namespace: 'De v')",
                    "helmDeploy: namespace 'De v' is not a namespace");
            refused(j, "helmDeploy(release: 'app', chart: 'nowhere', namespace: 'dev', kubeconfigId: 'kube')",
                    "helmDeploy: there is no chart 'nowhere' in the workspace");
            refused(j, "helmDeploy(release: 'app', chart: 'chart', namespace: 'dev', kubeconfigId: 'none')",
                    "helmDeploy: no credential with the id of kubeconfigId 'none' is visible to ");
            refused(j, "helmRollback(release: 'app', namespace: 'dev', revision: 'x')", "helmRollback: revision 'x'");
            refused(j, "helmRollback(release: 'app', namespace: 'dev', revision: 0)", "helmRollback: revision '0'");
            refused(j, "helmTest(release: 'app', namespace: 'dev', kubeconfigId: 'kube')",
                    "helmTest: the chart of app in dev has no test");
            assertThat(helm.calls()).isEmpty();
        });
    }

    @Test
    public void goesOnWithTheUpgradeAfterARestart() throws Throwable {
        sessions.then(j -> {
            start(j, DEPLOY);
            helm.awaitStart();
        });
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("deploy", WorkflowJob.class).getBuildByNumber(1);
            finishUpgrade();
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[helm] app in dev: revision 9 deployed in ", run);
            j.assertLogContains("RESULT 9 0.1.1 0.1.2 true", run);
            j.assertLogNotContains(PlayedHelm.TOKEN, run);
            assertThat(helm.calls()).hasSize(2);
            assertThat(filesThatHoldTheToken(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void endsHelmAndTellsWhatIsLeftWhenTheBuildIsInterrupted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, DEPLOY);
            helm.awaitStart();
            helm.revision(9, "pending-upgrade", "0.1.2");
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[helm]   Error: UPGRADE FAILED: context canceled", run);
            j.assertLogContains("[helm] Interrupted while upgrading app in dev: revision 9 is left pending-upgrade in dev: "
                    + "deploy again with recover: 'rollback', or run helm rollback app 8 -n dev", run);
            assertThat(filesThatHoldTheToken(sessions.getHome().toPath())).isEmpty();
        });
    }

    @Test
    public void failsInOneLineWhereHelmFails() throws Throwable {
        sessions.then(j -> {
            var run = start(j, DEPLOY);
            helm.awaitStart();
            helm.revision(9, "failed", "0.1.2");
            helm.end(1);
            j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
            j.assertLogContains("ERROR: helmDeploy: app 0.1.2 could not be deployed to dev; revision 9 is left failed", run);
            j.assertLogNotContains("\tat ", run);
        });
    }

    @Test
    public void rollsBack() throws Throwable {
        sessions.then(j -> {
            helm.status(8, "superseded");
            helm.revision(9, "deployed", "0.1.2");
            var run = start(j, "helmRollback(release: 'app', namespace: 'dev', revision: 8, kubeconfigId: 'kube')");
            helm.awaitStart();
            helm.status(9, "superseded");
            helm.revision(10, "deployed", "0.1.1");
            helm.end(0);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[helm] Rolling app in dev back to revision 8 (0.1.1), as revision 10", run);
            j.assertLogContains("RESULT 10 0.1.2 0.1.1 true", run);
            assertThat(helm.calls()).containsExactly("rollback app 8 --namespace dev --wait --timeout 300s");
        });
    }

    private void finishUpgrade() throws Exception {
        helm.awaitStart();
        helm.status(8, "superseded");
        helm.revision(9, "deployed", "0.1.2");
        helm.end(0);
    }

    private void refused(JenkinsRule j, String call, String said) throws Exception {
        var run = j.waitForCompletion(start(j, call));
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: " + said, run);
        j.assertLogNotContains("\tat ", run);
    }

    private WorkflowRun start(JenkinsRule j, String call) throws Exception {
        var job = j.jenkins.getItemByFullName("deploy", WorkflowJob.class);
        if (job == null) {
            job = j.createProject(WorkflowJob.class, "deploy");
            SystemCredentialsProvider.getInstance().getCredentials().add(new FileCredentialsImpl(CredentialsScope.GLOBAL,
                    "kube", "", "config", SecretBytes.fromBytes(helm.kubeconfig().getBytes(StandardCharsets.UTF_8))));
            SystemCredentialsProvider.getInstance().save();
        }
        job.setDefinition(new CpsFlowDefinition(helm.pipeline(call), true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static List<String> commandLines() {
        return ProcessHandle.allProcesses().map(process -> process.info().commandLine().orElse("")).toList();
    }

    private static List<Path> filesThatHoldTheToken(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).filter(HelmStepTest::holdsTheToken).toList();
        }
    }

    private static boolean holdsTheToken(Path path) {
        File file = path.toFile();
        try {
            return file.exists() && new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                    .contains(PlayedHelm.TOKEN);
        } catch (IOException gone) {
            return false;
        }
    }
}
