package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class TaskhubPromoteStepTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Rule
    public JenkinsRule j = new JenkinsRule();

    private final FakeRegistry registry = new FakeRegistry();

    @After
    public void stop() {
        registry.close();
    }

    @Test
    public void worksWithoutAnAgentAndGivesItsResult() throws Exception {
        registry.hasTag("0.1.2", DIGEST);
        var run = j.buildAndAssertSuccess(job("def r = taskhubPromote(image: '" + registry.image() + "', digest: '" + DIGEST
                + "', tag: '0.1.2')\necho \"RESULT ${r.reference} ${r.changed}\""));
        j.assertLogContains("[image] " + registry.image() + ":0.1.2 is " + DIGEST + " already", run);
        j.assertLogContains("RESULT " + registry.image() + ":0.1.2 false", run);
    }

    @Test
    public void aTagThatIsTakenFailsTheBuildWithOneLine() throws Exception {
        registry.hasTag("0.1.2", "sha256:" + "0".repeat(64));
        var run = run("taskhubPromote(image: '" + registry.image() + "', digest: '" + DIGEST + "', tag: '0.1.2')");
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: taskhubPromote: " + registry.image() + ":0.1.2 is in the registry already", run);
        j.assertLogNotContains("\tat ", run);
    }

    @Test
    public void badInputIsRefusedBeforeTheRegistryIsAsked() throws Exception {
        var run = run("taskhubPromote(image: '" + registry.image() + "', digest: '" + DIGEST + "', tag: '-0.1.2')");
        j.assertBuildStatus(Result.FAILURE, run);
        j.assertLogContains("ERROR: taskhubPromote: tag '-0.1.2'", run);
        assertThat(registry.asked()).isEmpty();
    }

    private WorkflowRun run(String script) throws Exception {
        return j.waitForCompletion(job(script).scheduleBuild2(0).waitForStart());
    }

    private WorkflowJob job(String script) throws Exception {
        var job = j.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
