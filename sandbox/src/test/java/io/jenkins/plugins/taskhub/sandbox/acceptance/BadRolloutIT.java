package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import org.junit.Before;
import org.junit.Test;

/** A rollout that cannot become ready ends long before its timeout of five minutes, says why, and is taken back. */
public class BadRolloutIT extends AcceptanceTest {
    private static final Duration EARLY = Duration.ofSeconds(90);

    @Before
    public void aGoodTagRuns() throws Exception {
        assertSucceeded(deployDev("0.1.0"));
    }

    @Test
    public void aContainerThatCrashesIsExplainedWithItsLastLines() throws Exception {
        var outcome = deployDev("0.1.3-crashloop");
        assertEndedEarlyAndRolledBack(outcome);
        assertThat(outcome.log()).contains("CrashLoopBackOff")
                .contains("FATAL: password authentication failed for user taskhub");
        assertThat(failureFile(outcome)).contains("FATAL: password authentication failed for user taskhub")
                .contains("Back-off restarting failed container");
    }

    @Test
    public void anImageThatCannotBePulledIsNamed() throws Exception {
        var outcome = deployDev("0.1.4-pullfail");
        assertEndedEarlyAndRolledBack(outcome);
        assertThat(outcome.log()).containsAnyOf("ImagePullBackOff", "ErrImagePull");
        assertThat(failureFile(outcome)).contains("Failed to pull image");
    }

    @Test
    public void aPodThatNoNodeTakesIsExplainedByTheScheduler() throws Exception {
        var outcome = script(BadInputIT.deploy(Map.of("set",
                "['image.repository': env.TASKHUB_IMAGE, 'nodeSelector.disk': 'nobody-has-it']")));
        assertEndedEarlyAndRolledBack(outcome);
        assertThat(outcome.log()).containsIgnoringCase("unschedulable");
        assertThat(failureFile(outcome)).contains("FailedScheduling");
    }

    private void assertEndedEarlyAndRolledBack(BuildOutcome outcome) {
        assertRefused(outcome, "task-service", "did not become ready");
        assertThat(outcome.duration()).isLessThan(EARLY);
        assertThat(outcome.log()).contains("Waiting for helm to roll task-service in dev back to revision 1")
                .doesNotContain("1/1 ready").doesNotContain(".. ");
        assertThat(tag("dev")).isEqualTo("0.1.0");
        assertThat(history("dev")).last().isEqualTo("deployed");
        assertThat(history("dev")).noneMatch(status -> status.startsWith("pending"));
    }

    private static String failureFile(BuildOutcome outcome) throws IOException {
        return Files.readString(outcome.artifacts().resolve("deployment-failure.txt"));
    }
}
