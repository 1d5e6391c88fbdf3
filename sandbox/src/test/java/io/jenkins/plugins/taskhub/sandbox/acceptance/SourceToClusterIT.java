package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.sandbox.demo.DemoImages;
import io.jenkins.plugins.taskhub.sandbox.demo.DemoTrivy;
import io.jenkins.plugins.taskhub.sandbox.demo.StoredReport;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.Before;
import org.junit.Test;

/** From the sources of task-service to dev and prod: app-ci and release-build, with real Maven and images by jib. */
public class SourceToClusterIT extends AcceptanceTest {
    private static final String REPORT = "trivy-report.json";
    private static final String SETTINGS = "examples/task-service/src/main/java/com/taskhub/tasks/Settings.java";
    private static final String README = "examples/task-service/README.md";

    @Before
    public void prepareBuilds() throws Exception {
        environment.put("TASKHUB_BUILDER", "jib");
        environment.put("TASKHUB_BASE_IMAGE", DemoImages.pushBase(target.tools().cluster(), target.registry()));
        environment.putAll(StoredReport.into(sources));
    }

    @Override
    LocalController.Builder controller() {
        return super.controller().job("app-ci", sources.jenkinsfile("app-ci"))
                .job("release-build", sources.jenkinsfile("release-build"));
    }

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
    public void aRealScanOfTheImageInTheRegistryIsJudged() throws Exception {
        environment.remove("TASKHUB_TRIVY_REPORT");
        try (var progress = Progress.onScreen(System.out)) {
            environment.putAll(DemoTrivy.prepare(target.tools(), folder.newFolder("trivy").toPath(), progress));
        }
        environment.merge("PATH", target.tools().program("trivy").getParent().toString(), (path, dir) -> dir + ":" + path);
        var outcome = appCi();
        assertSucceeded(outcome);
        var deployed = ImageReference.parse(image("dev"));
        var digest = deployed.digest().orElseThrow();
        assertThat(outcome.log()).contains("[scan] Scanning " + deployed.name() + "@" + digest)
                .contains("[scan] pass: 1 HIGH, 1 MEDIUM; ").doesNotContain("[gate] Nothing is scanned");
        var report = Files.readString(report(outcome));
        assertThat(report).contains(digest).contains("DEMO-2026-0002").contains("com.zaxxer:HikariCP");
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

    private BuildOutcome appCi() throws IOException, InterruptedException {
        return build("app-ci", request -> request);
    }

    private BuildOutcome release(String tag) throws IOException, InterruptedException {
        return build("release-build", request -> request.parameter("RELEASE_TAG", tag));
    }

    /** The image that app-ci says it is about to make, with something behind its tag. */
    private ImageReference tagged(BuildOutcome outcome, String suffix) {
        var line = outcome.log().lines().filter(text -> text.startsWith("[image] Image ")).findFirst().orElseThrow();
        return ImageReference.parse(line.substring("[image] Image ".length()) + suffix);
    }

    private static Path report(BuildOutcome outcome) throws IOException {
        try (var files = Files.list(outcome.artifacts())) {
            return files.filter(file -> file.toString().endsWith(".trivy.json")).findFirst().orElseThrow();
        }
    }

    private static String digest(ImageReference image) {
        return Registry.direct().digest(image, null).join().orElseThrow();
    }

    /** The last line but one says why. */
    private static void assertEnded(BuildOutcome outcome, String... reasons) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("FAILURE");
        var last = outcome.log().strip().lines().toList();
        assertThat(last.get(last.size() - 1)).isEqualTo("Finished: FAILURE");
        assertThat(last.get(last.size() - 2)).startsWith("ERROR: ").contains(reasons);
    }

    private void assertNotDeployed(BuildOutcome outcome, Object before) {
        assertThat(outcome.log()).doesNotContain("Scheduling project");
        assertThat(Files.exists(home().resolve("jobs/taskhub-deploy-dev/builds/1"))).isFalse();
        assertThat(target.snapshot()).isEqualTo(before);
    }
}
