package io.jenkins.plugins.taskhub.embedded.cps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds and branches that are ended early, and branches that fail. */
public class InterruptionTest {
    @Rule
    public final JenkinsRule rule = new JenkinsRule();

    private WorkflowJob job;

    @Before
    public void forgetPauses() {
        PauseStep.forget();
    }

    private WorkflowRun start(String script) throws Exception {
        job = rule.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private String end(Result expected, WorkflowRun run) throws Exception {
        rule.assertBuildStatus(expected, rule.waitForCompletion(run));
        return JenkinsRule.getLog(run);
    }

    @Test
    public void stoppingABuildStopsItsInnermostStepAndRunsHandlers() throws Exception {
        var run = start("""
                try {
                    block('b') { try { pause 'a' } catch (e) { say "inner ${e.class.simpleName}"; throw e } }
                } finally { say 'outer finally' }
                """);
        PauseStep.awaitStart("a");
        run.doStop();
        assertThat(end(Result.ABORTED, run)).contains("inner FlowInterruptedException", "outer finally", "Aborted by",
                "Finished: ABORTED");
        assertThat(PauseStep.isStopped("a")).isTrue();
        assertThat(run.getAction(InterruptedBuildAction.class).getCauses()).hasSize(1);
    }

    @Test
    public void aStepInFinallyCanBeStoppedToo() throws Exception {
        var run = start("try { pause 'a' } finally { pause 'b' }");
        PauseStep.awaitStart("a");
        run.doStop();
        PauseStep.awaitStart("b");
        assertThat(run.isBuilding()).isTrue();
        run.doStop();
        end(Result.ABORTED, run);
    }

    @Test
    public void aBuildThatCatchesItsInterruptionIsAbortedAllTheSame() throws Exception {
        var run = start("try { pause 'a' } catch (e) { say 'swallowed' }\nsay 'went on'");
        PauseStep.awaitStart("a");
        run.doStop();
        assertThat(end(Result.ABORTED, run)).contains("swallowed", "went on");
    }

    @Test
    public void terminatingABuildWaitsForNothing() throws Exception {
        var run = start("try { pause 'a' } finally { pause 'b' }");
        PauseStep.awaitStart("a");
        run.doTerm();
        end(Result.ABORTED, run);
    }

    @Test
    public void anExecutorCanBeInterrupted() throws Exception {
        var run = start("pause 'a'");
        PauseStep.awaitStart("a");
        run.getExecutor().interrupt();
        end(Result.ABORTED, run);
    }

    @Test
    public void aFailingBranchFailsTheParallelWhenAllAreDone() throws Exception {
        var run = start("""
                try {
                    parallel(a: { pause 'a'; say 'a done' }, b: { throw new IllegalStateException('b failed') })
                } catch (IllegalStateException e) { say "caught $e.message" }
                """);
        PauseStep.awaitStart("a");
        rule.waitForMessage("Failed in branch b", run);
        assertThat(JenkinsRule.getLog(run)).doesNotContain("caught");
        PauseStep.release("a", null);
        assertThat(end(Result.SUCCESS, run)).contains("a done", "caught b failed");
    }

    @Test
    public void failFastStopsTheOtherBranches() throws Exception {
        var run = start("""
                parallel(failFast: true,
                    a: { try { pause 'a' } finally { say 'a cleaned' } },
                    b: { pause 'b'; error_() })
                """);
        PauseStep.awaitStart("a");
        PauseStep.awaitStart("b");
        PauseStep.release("b", null);
        assertThat(end(Result.FAILURE, run)).contains("a cleaned", "Failed in branch b", "No such DSL method 'error_'");
        assertThat(PauseStep.isStopped("a")).isTrue();
    }

    @Test
    public void stoppingABuildStopsAllBranches() throws Exception {
        var run = start("parallel(a: { pause 'a' }, b: { block('x') { pause 'b' } })");
        PauseStep.awaitStart("a");
        PauseStep.awaitStart("b");
        run.doStop();
        end(Result.ABORTED, run);
        assertThat(PauseStep.isStopped("a") && PauseStep.isStopped("b")).isTrue();
    }

    @Test
    public void buildsThatMayNotRunSideBySideWaitForEachOther() throws Exception {
        var first = start("pause \"n${currentBuild.number}\"");
        job.setConcurrentBuild(false);
        PauseStep.awaitStart("n1");
        var second = job.scheduleBuild2(0);
        assertThat(job.isInQueue()).isTrue();
        assertThat(second.getStartCondition().isDone()).isFalse();
        PauseStep.release("n1", null);
        end(Result.SUCCESS, first);
        PauseStep.release("n2", null);
        assertThat(second.get().getNumber()).isEqualTo(2);
    }
}
