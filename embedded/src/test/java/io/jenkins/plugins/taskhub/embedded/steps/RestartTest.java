package io.jenkins.plugins.taskhub.embedded.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Map;

import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;

import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import jenkins.model.Jenkins;

public class RestartTest {
    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    private void startUntil(String message, String script) throws Throwable {
        sessions.then(r -> {
            WorkflowJob job = r.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition(script, true));
            r.waitForMessage(message, job.scheduleBuild2(0).waitForStart());
        });
    }

    private static WorkflowRun ended(JenkinsRule r, Result expected) throws Exception {
        WorkflowRun run = r.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
        return r.assertBuildStatus(expected, r.waitForCompletion(run));
    }

    @Test
    public void aSleepGoesOn() throws Throwable {
        startUntil("Sleeping", "sleep 2; echo 'awake'");
        sessions.then(r -> r.assertLogContains("awake", ended(r, Result.SUCCESS)));
    }

    @Test
    public void aScriptGoesOnInItsWorkspaceAndItsWholeLogIsThere() throws Throwable {
        startUntil("one", "node { withEnv(['X=y']) { sh 'echo one; sleep 2; echo two; pwd'; sh 'echo three $X $NODE_NAME' } }");
        sessions.then(r -> {
            WorkflowRun run = ended(r, Result.SUCCESS);
            assertThat(JenkinsRule.getLog(run).lines()).containsSubsequence("one", "two",
                    r.jenkins.getRootDir() + "/workspace/p", "three y built-in");
            assertThat(r.jenkins.toComputer().countBusy()).isZero();
        });
    }

    @Test
    public void theExecutorOfANodeIsTakenAgain() throws Throwable {
        startUntil("Sleeping", "node { sleep 3 }; node { echo 'again' }");
        sessions.then(r -> {
            WorkflowRun run = r.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (r.jenkins.toComputer().countBusy() == 0 && run.isBuilding() && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            assertThat(r.jenkins.toComputer().countBusy()).isEqualTo(1);
            r.assertLogContains("again", ended(r, Result.SUCCESS));
            assertThat(r.jenkins.toComputer().countBusy()).isZero();
        });
    }

    @Test
    public void aTimeoutStillEndsItsBody() throws Throwable {
        startUntil("Sleeping", "timeout(time: 3, unit: 'SECONDS') { sleep 600 }");
        sessions.then(r -> r.assertLogContains("Timeout has been exceeded", ended(r, Result.ABORTED)));
    }

    @Test
    public void aLockIsStillHeldAndThenHandedOn() throws Throwable {
        startUntil("is locked by build", """
                parallel a: { lock('db') { sleep 2; echo 'a done' } },
                         b: { sleep time: 300, unit: 'MILLISECONDS'; lock('db') { echo 'b inside' } }
                """);
        sessions.then(r -> {
            WorkflowRun run = ended(r, Result.SUCCESS);
            assertThat(JenkinsRule.getLog(run).lines()).containsSubsequence("a done", "b inside");
        });
    }

    @Test
    public void aPromptIsThereAgainAndItsFirstAnswerSettlesIt() throws Throwable {
        startUntil("Go?", """
                def who = input message: 'Go?', id: 'gate', submitter: 'rm-1, managers', submitterParameter: 'WHO'
                echo "answered by $who"
                """);
        sessions.then(r -> {
            r.jenkins.setSecurityRealm(r.createDummySecurityRealm());
            r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ, Item.READ, Item.BUILD).everywhere().toEveryone());
            WorkflowRun run = r.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            InputStepExecution prompt = run.getAction(InputAction.class).getExecution("Gate");
            assertThat(prompt).isNotNull();
            try (ACLContext context = ACL.as2(User.getById("somebody", true).impersonate2())) {
                assertThatThrownBy(prompt::doProceedEmpty).isInstanceOf(Failure.class)
                        .hasMessage("You need to be 'rm-1, managers' to submit this.");
                assertThatThrownBy(prompt::doAbort).isInstanceOf(Failure.class);
            }
            try (ACLContext context = ACL.as2(User.getById("rm-1", true).impersonate2())) {
                prompt.doProceedEmpty();
                assertThatThrownBy(prompt::doAbort).isInstanceOf(Failure.class)
                        .hasMessage("This input has been already given");
            }
            ended(r, Result.SUCCESS);
            r.assertLogContains("answered by rm-1", run);
            r.assertLogContains("Approved by rm-1", run);
            assertThat(run.getAction(InputAction.class).getExecutions()).isEmpty();
        });
    }

    @Test
    public void aPromptThatIsRejectedAbortsTheBuild() throws Throwable {
        startUntil("Input requested", "input message: 'Go?', parameters: [string(name: 'WHY'), booleanParam(name: 'SURE')]");
        sessions.then(r -> {
            WorkflowRun run = r.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            run.getAction(InputAction.class).getExecutions().get(0).doAbort();
            r.assertLogContains("Rejected", ended(r, Result.ABORTED));
        });
    }

    @Test
    public void theAnswersOfAPromptAreReturned() throws Throwable {
        startUntil("Input requested", """
                def answer = input message: 'Go?', parameters: [string(name: 'WHY'), booleanParam(name: 'SURE')]
                echo "${answer.WHY} ${answer.SURE}"
                """);
        sessions.then(r -> {
            WorkflowRun run = r.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            run.getAction(InputAction.class).getExecutions().get(0).proceed(Map.of("WHY", "because", "SURE", true));
            r.assertLogContains("because true", ended(r, Result.SUCCESS));
        });
    }

    @Test
    public void aDeclarativePipelineGoesOnWithItsPostConditions() throws Throwable {
        startUntil("Sleeping", """
                pipeline {
                    agent any
                    environment { A = 'a' }
                    stages {
                        stage('One') {
                            steps { sleep 2; sh 'echo shell $A' }
                            post { success { echo 'stage post' } }
                        }
                        stage('Two') { parallel { stage('X') { steps { echo 'x' } }
                            stage('Y') { steps { echo 'y' } } } }
                    }
                    post { always { echo 'the end' } }
                }
                """);
        sessions.then(r -> assertThat(JenkinsRule.getLog(ended(r, Result.SUCCESS)).lines())
                .containsSubsequence("shell a", "stage post", "the end").contains("x", "y"));
    }

    @Test
    public void aBuildOfAnotherJobIsFoundAgain() throws Throwable {
        sessions.then(r -> {
            r.createProject(WorkflowJob.class, "other").setDefinition(new CpsFlowDefinition("sleep 2", true));
            WorkflowJob job = r.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition("echo build('other').result", true));
            r.waitForMessage("Starting building", job.scheduleBuild2(0).waitForStart());
            r.waitForMessage("Sleeping", r.jenkins.getItemByFullName("other", WorkflowJob.class).getBuildByNumber(1));
        });
        sessions.then(r -> r.assertLogContains("SUCCESS", ended(r, Result.SUCCESS)));
    }

    @Test
    public void secretsAreStillMaskedAndTheirFilesRemoved() throws Throwable {
        sessions.then(r -> {
            SystemCredentialsProvider.getInstance().getCredentials().add(
                    new FileCredentialsImpl(
                            CredentialsScope.GLOBAL, "f", null, "f.txt",
                            SecretBytes.fromBytes("x\n".getBytes())));
            WorkflowJob job = r.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition("node { withCredentials([file(credentialsId: 'f', variable: 'F')]) {"
                    + " sleep 2; sh 'cat $F; echo path $F' } }", true));
            r.waitForMessage("Sleeping", job.scheduleBuild2(0).waitForStart());
        });
        sessions.then(r -> {
            r.assertLogContains("path ****", ended(r, Result.SUCCESS));
            try (var left = Files.list(r.jenkins.getRootDir().toPath().resolve("workspace/p@tmp/secretFiles"))) {
                assertThat(left).isEmpty();
            }
        });
    }
}
