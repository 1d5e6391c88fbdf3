package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import org.junit.Test;

/** From the sources of task-service to dev and prod: app-ci and release-build, with real Maven and images by jib. */
public class SourceToClusterIT extends BuildJobs {
    private static final String SETTINGS = "examples/task-service/src/main/java/com/taskhub/tasks/Settings.java";
    private static final String README = "examples/task-service/README.md";

    @Test
    public void aPushGoesToDevAsTheImageThatWasBuiltAndJudged() throws Exception {
        var outcome = appCi();
        assertSucceeded(outcome);
        assertThat(outcome.log()).contains("[image] 22 tests, 0 failed, 0 skipped")
                .contains("[gate] Nothing is scanned: the stored report " + REPORT)
                .contains("[scan] pass: ").contains("Build taskhub-deploy-dev #1 completed: SUCCESS");
        var deployed = ImageReference.parse(image("dev"));
        assertThat(deployed.tag().orElseThrow()).matches("develop-[0-9a-f]{7}-1");
        var digest = digest(deployed.withTag(deployed.tag().orElseThrow()));
        assertThat(deployed.digest()).contains(digest);
        assertThat(outcome.log()).contains("[image] " + deployed.toString().replace("@", " is "));
        assertThat(history("dev")).containsExactly("deployed");
    }

    @Test
    public void aFailingTestMakesNoImageAndDeploysNothing() throws Exception {
        sources.change(SETTINGS, "reader.number(\"PORT\", 8080,", "reader.number(\"PORT\", 8081,");
        var before = target.snapshot();
        var outcome = appCi();
        assertEnded(outcome, "ERROR: taskhubBuild: 1 of 22 tests failed, so no image was built: SettingsTest.");
        assertNotDeployed(outcome, before);
        assertThat(Registry.direct().digest(tagged(outcome, "-candidate"), null).join()).isEmpty();
    }

    @Test
    public void aFindingOverTheThresholdKeepsTheImageFromItsTagAndFromDev() throws Exception {
        sources.change(REPORT, "\"Severity\": \"MEDIUM\"", "\"Severity\": \"CRITICAL\"");
        var before = target.snapshot();
        var outcome = appCi();
        assertEnded(outcome, "ERROR: trivyGate: " + REPORT + " has 1 CRITICAL. ", "the report: ", "trivy-report.trivy.json");
        assertThat(outcome.artifacts().resolve("trivy-report.trivy.json")).exists();
        assertNotDeployed(outcome, before);
        assertThat(Registry.direct().digest(tagged(outcome, "-candidate"), null).join()).isPresent();
        assertThat(Registry.direct().digest(tagged(outcome, ""), null).join()).isEmpty();
    }

    @Test
    public void aReleaseIsMadeOnceOfOneCommitAndGoesToProd() throws Exception {
        var first = release("0.7.0");
        assertSucceeded(first);
        var again = release("0.7.0");
        assertSucceeded(again);
        assertThat(again.log()).contains("0.7.0 is not built: it was made from this very commit")
                .doesNotContain("BUILD SUCCESS").doesNotContain("[scan]");
        sources.change(README, "# task-service", "# Another commit");
        assertRefused(release("0.7.0"), "0.7.0 is in the registry already, as sha256:", "take a new tag");
        assertSucceeded(deployProd("0.7.0", Answers.approve(RELEASE_MANAGER, "part of the test")));
        var deployed = ImageReference.parse(image("prod"));
        var released = deployed.withTag("0.7.0");
        assertThat(deployed.digest()).contains(digest(released));
        assertThat(first.log()).contains("[image] " + released + " is " + digest(released));
        assertThat(again.log()).contains(digest(released));
    }

    @Test
    public void whatIsNoVersionIsNoRelease() throws Exception {
        for (var tag : new String[] {"", "latest", "1.2", "01.2.3", "-1.2.3", "1.2.3;id"}) {
            assertRefused(release(tag), "RELEASE_TAG '" + tag + "' is no semantic version");
        }
    }
}
