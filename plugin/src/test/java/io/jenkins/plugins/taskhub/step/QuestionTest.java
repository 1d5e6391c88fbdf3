package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.Jenkins;
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

public class QuestionTest {
    private static final long PATIENCE_MS = 30_000;

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Test
    public void asksBetweenTwoPhasesAndGivesTheAnswerToTheEngine() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true");
            var input = prompt(run, "ApplyPlan").getInput();
            assertThat(input.getMessage()).isEqualTo("Apply 3 changes?");
            assertThat(input.getOk()).isEqualTo("Apply");
            assertThat(input.getSubmitter()).isEqualTo("rm-1, alice");
            assertThat(input.getParameters()).extracting(field -> field.getName() + ": " + field.getDescription())
                    .containsExactly("REASON: Why", "FORCE: Whatever it destroys");
            j.assertLogNotContains("applied", run);
            answer(run, "rm-1", "the login", true);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[test] planned\n[test] waiting for one of rm-1, alice (not the one who started this)\n",
                    run);
            j.assertLogContains("/input/ (prompt ApplyPlan)", run);
            j.assertLogContains("[test] approved by rm-1: \"the login\"\n[test] applied", run);
            j.assertLogContains("RESULT rm-1 the login true", run);
            assertNoPrompt(run);
        });
    }

    @Test
    public void goesOnWhereNobodyNeedsToBeAsked() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: false");
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT nobody was asked", run);
            assertThat(run.getAction(InputAction.class)).isNull();
        });
    }

    @Test
    public void doesNotCountTheYesOfWhoStartedTheBuild() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true");
            answer(run, "alice", "mine", false);
            failed(j, run, "ERROR: ask: alice started this build and cannot approve the plan for dev. "
                    + "Ask another of rm-1, alice");
        });
    }

    @Test
    public void countsTheYesOfWhoStartedTheBuildWhereThatIsAllowed() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true, starterMayAnswer: true");
            answer(run, "alice", "mine", false);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("waiting for one of rm-1, alice\n", run);
            j.assertLogContains("RESULT alice mine false", run);
        });
    }

    @Test
    public void asksAgainWhereATextIsMissing() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true");
            answer(run, "rm-1", " ", true);
            j.waitForMessage("rm-1 gave no REASON; it is needed, so this did not count", run);
            answer(run, "rm-1", "the login", false);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT rm-1 the login false", run);
            assertThat(JenkinsRule.getLog(run).split("answer at", -1)).as("told once").hasSize(2);
        });
    }

    @Test
    public void givesUpOnBlindAnswers() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true");
            for (int i = 0; i < Asking.MOST_VOID_ANSWERS; i++) {
                var prompt = prompt(run, "ApplyPlan");
                try (ACLContext as = ACL.as(User.getById("rm-1", true))) {
                    prompt.doProceedEmpty();
                }
            }
            failed(j, run, "ERROR: ask: 10 answers in a row did not count; the last one: rm-1 gave no REASON");
        });
    }

    @Test
    public void failsWithTheCauseWhereSomebodySaysNo() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true");
            var prompt = prompt(run, "ApplyPlan");
            try (ACLContext as = ACL.as(User.getById("rm-1", true))) {
                prompt.doAbort();
            }
            failed(j, run, "ask: rm-1 rejected the plan for dev");
        });
    }

    @Test
    public void failsWhereNobodyAnswersInTime() throws Throwable {
        sessions.then(j -> failed(j, start(j, "ask anybody: true, timeout: '1s'"),
                "ERROR: ask: nobody answered within 1s: was waiting for one of rm-1, alice (not the one who started this)"));
    }

    @Test
    public void failsWhereTheEngineDoesNotTakeTheAnswer() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true");
            answer(run, "rm-1", "too late", false);
            failed(j, run, "ERROR: ask: the plan is not the same any more");
        });
    }

    @Test
    public void takesThePromptAwayWhereTheBuildIsInterrupted() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "ask anybody: true");
            prompt(run, "ApplyPlan");
            run.doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[test] what is left: nothing", run);
            assertNoPrompt(run);
        });
    }

    @Test
    public void asksAgainAfterARestartBesideAPromptOfTheSameIdAndOneOfAnother() throws Throwable {
        sessions.then(j -> {
            var run = start(j, "parallel one: { ask anybody: true }, two: { ask anybody: true }, three: { input id: 'Other', "
                    + "message: 'Go on?' }");
            prompt(run, "ApplyPlan");
            prompt(run, "ApplyPlan2");
            prompt(run, "Other");
        });
        sessions.then(j -> {
            people(j);
            var run = build(j);
            prompt(run, "ApplyPlan2");
            prompt(run, "ApplyPlan");
            assertThat(run.getAction(InputAction.class).getExecutions()).extracting(InputStepExecution::getId)
                    .containsExactlyInAnyOrder("ApplyPlan", "ApplyPlan2", "Other");
            answer(run, "rm-1", "the login", true);
            var second = prompt(run, "ApplyPlan2");
            try (ACLContext as = ACL.as(User.getById("rm-1", true))) {
                second.proceed(new LinkedHashMap<>(Map.of("REASON", "two", "APPROVER", "rm-1")));
                prompt(run, "Other").doProceedEmpty();
            }
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("[test] approved by rm-1: \"the login\"", run);
            assertThat(JenkinsRule.getLog(run).split("planned", -1)).as("planned once each").hasSize(3);
            assertNoPrompt(run);
        });
        sessions.then(j -> assertNoPrompt(build(j)));
    }

    @Test
    public void leavesNoPromptWhereItIsStoppedRightAfterARestart() throws Throwable {
        sessions.then(j -> prompt(start(j, "ask anybody: true"), "ApplyPlan"));
        sessions.then(j -> {
            var run = build(j);
            run.doStop();
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            assertNoPrompt(run);
        });
    }

    @Test
    public void itsTimeGoesOnAcrossARestart() throws Throwable {
        sessions.then(j -> prompt(start(j, "ask anybody: true, timeout: '3s'"), "ApplyPlan"));
        Thread.sleep(3_000);
        sessions.then(j -> failed(j, build(j), "ERROR: ask: nobody answered within 3s"));
    }

    private static WorkflowRun start(JenkinsRule j, String call) throws Exception {
        people(j);
        var job = j.createProject(WorkflowJob.class, "apply");
        job.setDefinition(new CpsFlowDefinition("def a = " + call.replaceFirst("^ask (.*)", "ask($1)")
                .replaceFirst("^parallel (.*)", "parallel($1)") + "\necho \"RESULT ${a}\"", true));
        return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("alice"))).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule j) {
        return j.jenkins.getItemByFullName("apply", WorkflowJob.class).getBuildByNumber(1);
    }

    private static void people(JenkinsRule j) {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD).everywhere().to("alice", "rm-1"));
    }

    private static InputStepExecution prompt(WorkflowRun run, String id) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (System.currentTimeMillis() < end && run.isBuilding()) {
            InputAction action = run.getAction(InputAction.class);
            var prompt = action == null ? null : action.getExecution(id);
            if (prompt != null && !prompt.isSettled()) {
                return prompt;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("No prompt " + id + " appeared:\n" + JenkinsRule.getLog(run));
    }

    private static void answer(WorkflowRun run, String user, String reason, boolean force) throws Exception {
        var prompt = prompt(run, "ApplyPlan");
        try (ACLContext as = ACL.as(User.getById(user, true))) {
            prompt.preSubmissionCheck();
            var fields = new LinkedHashMap<String, Object>();
            fields.put("REASON", reason);
            fields.put("FORCE", force);
            fields.put(prompt.getInput().getSubmitterParameter(), user);
            prompt.proceed(fields);
        }
    }

    private static void failed(JenkinsRule j, WorkflowRun run, String why) throws Exception {
        j.assertBuildStatus(Result.FAILURE, j.waitForCompletion(run));
        j.assertLogContains(why, run);
        j.assertLogNotContains("applied", run);
        j.assertLogNotContains("\tat ", run);
        assertNoPrompt(run);
    }

    /** Nothing waits any more, and nothing of before a restart is left on the build's list. */
    private static void assertNoPrompt(WorkflowRun run) throws Exception {
        InputAction action = run.getAction(InputAction.class);
        assertThat(action.getExecutions()).isEmpty();
        assertThat(action.getIconFileName()).as("the sign of a build that waits").isNull();
    }
}
