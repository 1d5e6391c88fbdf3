package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.sandbox.demo.DemoImages;
import io.jenkins.plugins.taskhub.sandbox.demo.StoredReport;
import io.jenkins.plugins.taskhub.sandbox.run.BuildOutcome;
import io.jenkins.plugins.taskhub.sandbox.run.LocalController;
import org.junit.Before;

/** The jobs app-ci and release-build over the sources of task-service, with real Maven and images by jib. */
public abstract class BuildJobs extends AcceptanceTest {
    static final String REPORT = "trivy-report.json";

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

    BuildOutcome appCi() throws IOException, InterruptedException {
        return build("app-ci", request -> request);
    }

    BuildOutcome release(String tag) throws IOException, InterruptedException {
        return build("release-build", request -> request.parameter("RELEASE_TAG", tag));
    }

    /** The image that app-ci says it is about to make, with something behind its tag. */
    ImageReference tagged(BuildOutcome outcome, String suffix) {
        var line = outcome.log().lines().filter(text -> text.startsWith("[image] Image ")).findFirst().orElseThrow();
        return ImageReference.parse(line.substring("[image] Image ".length()) + suffix);
    }

    static Path report(BuildOutcome outcome) throws IOException {
        try (var files = Files.list(outcome.artifacts())) {
            return files.filter(file -> file.toString().endsWith(".trivy.json")).findFirst().orElseThrow();
        }
    }

    static String digest(ImageReference image) {
        return Registry.direct().digest(image, null).join().orElseThrow();
    }

    /** The last line but one says why. */
    static void assertEnded(BuildOutcome outcome, String... reasons) {
        assertThat(outcome.result()).as(outcome.log()).isEqualTo("FAILURE");
        var last = outcome.log().strip().lines().toList();
        assertThat(last.get(last.size() - 1)).isEqualTo("Finished: FAILURE");
        assertThat(last.get(last.size() - 2)).startsWith("ERROR: ").contains(reasons);
    }

    void assertNotDeployed(BuildOutcome outcome, Object before) {
        assertThat(outcome.log()).doesNotContain("Scheduling project");
        assertThat(Files.exists(home().resolve("jobs/taskhub-deploy-dev/builds/1"))).isFalse();
        assertThat(target.snapshot()).isEqualTo(before);
    }
}
