package io.jenkins.plugins.taskhub.image;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.taskhub.registry.FakeRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A restart and an abort while the registry has not answered yet. */
public class TaskhubPromoteRestartTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @Rule
    public JenkinsSessionRule sessions = new JenkinsSessionRule();

    private final FakeRegistry registry = new FakeRegistry();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    @Before
    public void answerLate() {
        registry.on("/v2/taskhub/app/manifests/0.1.2", exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FakeRegistry.status(200, "Docker-Content-Digest", DIGEST).to(exchange);
        });
    }

    @After
    public void stop() {
        answer.countDown();
        registry.close();
    }

    @Test
    public void asksTheRegistryAgainAfterARestart() throws Throwable {
        sessions.then(this::start);
        answer.countDown();
        sessions.then(j -> {
            var run = j.jenkins.getItemByFullName("promote", WorkflowJob.class).getBuildByNumber(1);
            j.assertBuildStatusSuccess(j.waitForCompletion(run));
            j.assertLogContains("RESULT " + registry.image() + ":0.1.2 false", run);
        });
    }

    @Test
    public void endsAtOnceWhenItIsInterruptedAndTellsWhatIsNotKnown() throws Throwable {
        sessions.then(j -> {
            var run = start(j);
            run.getExecution().interrupt(Result.ABORTED);
            j.assertBuildStatus(Result.ABORTED, j.waitForCompletion(run));
            j.assertLogContains("[image] Interrupted: whether " + registry.image() + ":0.1.2 points to " + DIGEST
                    + " is not known. Run this again: it changes nothing where it does", run);
            assertThat(answer.getCount()).as("the registry still thinks").isEqualTo(1);
        });
    }

    private WorkflowRun start(JenkinsRule j) throws Exception {
        var job = j.createProject(WorkflowJob.class, "promote");
        job.setDefinition(new CpsFlowDefinition("def r = taskhubPromote(image: '" + registry.image() + "', digest: '"
                + DIGEST + "', tag: '0.1.2')\necho \"RESULT ${r.reference} ${r.changed}\"", true));
        var run = job.scheduleBuild2(0).waitForStart();
        assertThat(asked.await(30, TimeUnit.SECONDS)).as(JenkinsRule.getLog(run)).isTrue();
        return run;
    }
}
