package io.jenkins.plugins.taskhub.approval;

import static io.jenkins.plugins.taskhub.approval.Gate.DIGEST;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import io.jenkins.plugins.taskhub.report.ApprovalRecord;
import io.jenkins.plugins.taskhub.report.BuildRecords;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

public class ConfirmProdRestartTest {

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private final FakeRegistry registry = new FakeRegistry().hasTag("0.1.2", DIGEST);

    @After
    public void stop() {
        registry.close();
    }

    private static WorkflowRun build(JenkinsRule r) {
        return r.jenkins.getItemByFullName("deploy-prod", WorkflowJob.class).getBuildByNumber(1);
    }

    @Test
    public void thePromptComesBackUnderItsIdWithTheApprovalsGivenSoFar() throws Throwable {
        sessions.then(r -> {
            Gate.people(r);
            WorkflowRun run = Gate.start(Gate.job(r, registry, "approvers: 2"), "alice");
            Gate.approve(run, "rm-1", "first");
            r.waitForMessage("approved so far: rm-1", run);
            Gate.prompt(run);
        });
        sessions.then(r -> {
            Gate.people(r);
            WorkflowRun run = build(r);
            assertThat(Gate.prompt(run).getInput().getMessage()).contains("1 of 2 approved\n  rm-1: \"first\"");
            assertThat(run.getAction(InputAction.class).getExecutions()).hasSize(1);
            Gate.approve(run, "rm-2", "second");
            r.assertBuildStatusSuccess(r.waitForCompletion(run));
            r.assertLogContains("result: rm-1+rm-2 first 0.1.2 " + DIGEST + " prod", run);
            assertThat(JenkinsRule.getLog(run).split("answer at", -1)).as("told once").hasSize(2);
            Gate.assertNoPrompt(run);
        });
        sessions.then(r -> {
            assertThat(BuildRecords.of(build(r), ApprovalRecord.class).get(0).getFacts()).containsEntry("tag", "0.1.2");
            Gate.assertNoPrompt(build(r));
        });
    }

    @Test
    public void whoStartedTheBuildCannotApproveItAfterARestartEither() throws Throwable {
        sessions.then(r -> {
            Gate.people(r);
            Gate.prompt(Gate.start(Gate.job(r, registry, ""), "alice"));
        });
        sessions.then(r -> {
            Gate.people(r);
            WorkflowRun run = build(r);
            Gate.approve(run, "alice", "ok");
            r.assertBuildStatus(Result.FAILURE, r.waitForCompletion(run));
            r.assertLogContains("alice started this build and cannot approve it", run);
        });
    }

    @Test
    public void aBuildThatIsStoppedRightAfterARestartLeavesNoPrompt() throws Throwable {
        sessions.then(r -> {
            Gate.people(r);
            Gate.prompt(Gate.start(Gate.job(r, registry, ""), "alice"));
        });
        sessions.then(r -> {
            WorkflowRun run = build(r);
            run.doStop();
            r.assertBuildStatus(Result.ABORTED, r.waitForCompletion(run));
            Gate.assertNoPrompt(run);
        });
    }

    @Test
    public void theTimeToAnswerGoesOnAcrossARestart() throws Throwable {
        sessions.then(r -> {
            Gate.people(r);
            Gate.prompt(Gate.start(Gate.job(r, registry, "timeout: '4s'"), "alice"));
        });
        Thread.sleep(4_000);
        sessions.then(r -> {
            WorkflowRun run = build(r);
            r.assertBuildStatus(Result.FAILURE, r.waitForCompletion(run));
            r.assertLogContains("nobody answered within 4s", run);
            Gate.assertNoPrompt(run);
        });
    }

    @Test
    public void aTagMovedWhileJenkinsWasDownVoidsTheApproval() throws Throwable {
        sessions.then(r -> {
            Gate.people(r);
            Gate.prompt(Gate.start(Gate.job(r, registry, ""), "alice"));
        });
        registry.hasTag("0.1.2", Gate.OTHER);
        sessions.then(r -> {
            Gate.people(r);
            WorkflowRun run = build(r);
            Gate.approve(run, "bob", "ok");
            r.assertBuildStatus(Result.FAILURE, r.waitForCompletion(run));
            r.assertLogContains("the approval is void: tag 0.1.2 was " + DIGEST, run);
        });
    }
}
