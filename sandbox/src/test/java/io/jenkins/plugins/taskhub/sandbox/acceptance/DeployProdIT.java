package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.run.Answer;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class DeployProdIT extends AcceptanceTest {
    private Map<String, String> before;
    private boolean untouched;

    @Before
    public void rememberWhatIsThere() {
        before = target.snapshot();
    }

    @After
    public void aRefusalTouchesNothing() {
        if (untouched) {
            assertThat(target.snapshot()).isEqualTo(before);
        }
    }

    @Test
    public void aReleaseThatAnotherUserApprovesIsDeployed() throws Exception {
        var outcome = deployProd("0.1.1", Answers.approve(RELEASE_MANAGER, "fixes the login"));
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("0.1.1").contains(RELEASE_MANAGER).contains("sha256:");
        assertThat(image("prod")).contains(":0.1.1@sha256:");
        assertThat(deployment("prod").getSpec().getReplicas()).isEqualTo(3);
        assertThat(nodePort("prod")).isEqualTo(30081);
        assertThat(history("prod")).containsExactly("deployed");
    }

    @Test
    public void withoutTheTickNothingRuns() throws Exception {
        refused(build("deploy-prod", request -> request.parameter("CONFIRM_PROD", false)
                .parameter("RELEASE_TAG", "0.1.1").answers(Answers.approve(RELEASE_MANAGER, "fixes the login"))), "CONFIRM_PROD");
    }

    @Test
    public void anEmptyTagIsRefused() throws Exception {
        refused(deployProd("", Answers.approve(RELEASE_MANAGER, "fixes the login")), "releaseTag");
    }

    @Test
    public void anUnknownTagIsRefusedWithTheNearestOnes() throws Exception {
        refused(deployProd("0.1.9", Answers.approve(RELEASE_MANAGER, "fixes the login")), "0.1.9", "0.1.1");
    }

    @Test
    public void aRejectedPromptFailsTheBuild() throws Exception {
        untouched = true;
        var outcome = deployProd("0.1.1", Answers.inOrder(Answer.abort(RELEASE_MANAGER)));
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("FAILURE");
        assertThat(outcome.exitCode()).isEqualTo(1);
        // An interruption is told by its cause, not as an error.
        assertThat(outcome.log().lines()).containsOnlyOnce("confirmProd: rm-1 rejected 0.1.1 for prod.");
        assertThat(outcome.log()).doesNotContain("ERROR: ").doesNotContain("\tat ");
    }

    @Test
    public void whoStartedTheBuildCannotApproveIt() throws Exception {
        refused(deployProd("0.1.1", Answers.approve(DEVELOPER, "mine")), DEVELOPER);
    }

    @Test
    public void aPromptThatNobodyAnswersEnds() throws Exception {
        sources.change("jenkinsfiles/deploy-prod.Jenkinsfile", "timeout: '8h'", "timeout: '2s'");
        var late = Answers.inOrder(Answer.proceed(RELEASE_MANAGER).after(Duration.ofMinutes(1)));
        refused(deployProd("0.1.1", late), "nobody answered within 2s", "release-managers");
    }

    private void refused(BuildOutcome outcome, String... reasons) {
        untouched = true;
        assertRefused(outcome, reasons);
    }
}
