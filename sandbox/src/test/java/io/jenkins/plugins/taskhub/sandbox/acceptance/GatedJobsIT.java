package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.sandbox.demo.DemoTrivy;
import io.jenkins.plugins.taskhub.sandbox.run.Answers;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import org.junit.Before;
import org.junit.Test;

/** What the real Trivy finds in the image that app-ci or release-build has just pushed decides whether it goes on. */
public class GatedJobsIT extends BuildJobs {
    private static final String IGNORES = "examples/task-service/.trivyignore.yaml";

    private Path database;

    @Before
    public void scanForReal() throws Exception {
        environment.remove("TASKHUB_TRIVY_REPORT");
        database = folder.newFolder("trivy").toPath();
        try (var progress = Progress.onScreen(System.out)) {
            environment.putAll(DemoTrivy.prepare(target.tools(), database, progress));
        }
        environment.put("PATH", target.tools().program("trivy").getParent() + ":" + environment.get("PATH"));
    }

    @Test
    public void aRealScanOfTheImageInTheRegistryIsJudged() throws Exception {
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
    public void aFindingOverTheThresholdKeepsTheImageFromItsTagAndFromDev() throws Exception {
        become("MEDIUM", "CRITICAL");
        var before = target.snapshot();
        var outcome = appCi();
        var candidate = tagged(outcome, "-candidate");
        var scanned = candidate.name() + "@" + digest(candidate);
        assertEnded(outcome, "ERROR: trivyGate: " + scanned + " has 1 CRITICAL. ", "decide on them in " + IGNORES,
                "the report: ", ".trivy.json");
        assertThat(outcome.log()).contains("CRITICAL  DEMO-2026-0001");
        assertThat(Files.readString(report(outcome))).contains("DEMO-2026-0001");
        assertNotDeployed(outcome, before);
        assertThat(exists(tagged(outcome, ""))).isFalse();
    }

    @Test
    public void aReleaseGetsItsTagAfterTheGate() throws Exception {
        become("MEDIUM", "CRITICAL");
        var stopped = release("0.8.0");
        assertEnded(stopped, " has 1 CRITICAL. ", "the report: ");
        assertThat(exists(tagged(stopped, "-candidate"))).isTrue();
        assertThat(exists(tagged(stopped, ""))).isFalse();
        assertRefused(deployProd("0.8.0", Answers.approve(RELEASE_MANAGER, "part of the test")), "0.8.0");
        become("CRITICAL", "MEDIUM");
        var mended = release("0.8.0");
        assertSucceeded(mended);
        assertThat(mended.log()).containsSubsequence("[scan] pass: ", "[image] " + tagged(mended, "") + " is sha256:");
        assertThat(exists(tagged(mended, ""))).isTrue();
    }

    @Test
    public void aScanThatCannotBeDoneIsNoPass() throws Exception {
        Files.delete(database.resolve("db/trivy.db"));
        Files.delete(database.resolve("db/metadata.json"));
        var before = target.snapshot();
        var outcome = appCi();
        assertEnded(outcome, " could not be scanned: ", "There is no vulnerability database");
        assertNotDeployed(outcome, before);
        assertThat(exists(tagged(outcome, ""))).isFalse();
    }

    @Test
    public void aDecisionHoldsUntilItsDate() throws Exception {
        become("MEDIUM", "CRITICAL");
        decide("2020-01-31");
        var before = target.snapshot();
        var expired = appCi();
        assertEnded(expired, " has 1 CRITICAL. ");
        assertThat(expired.log()).containsPattern("\\[scan\\] " + IGNORES + ": DEMO-2026-0001 .*expired");
        assertNotDeployed(expired, before);
        decide("2999-01-31");
        var decided = appCi();
        assertSucceeded(decided);
        assertThat(decided.log()).contains("[scan] pass: 1 HIGH; 1 ignored, 1 without a fix");
        assertThat(image("dev")).startsWith(tagged(decided, "").toString());
    }

    /** Makes the database say of an advisory that it is worse, or less. */
    private void become(String severity, String other) throws IOException, InterruptedException {
        var advisories = database.resolve("advisories.json");
        var text = Files.readString(advisories);
        assertThat(text).contains('"' + severity + '"');
        Files.writeString(advisories, text.replace('"' + severity + '"', '"' + other + '"'));
        assertThat(new ProcessBuilder(target.tools().program("trivy-db").toString(), advisories.toString(),
                database.toString()).inheritIO().start().waitFor()).isZero();
    }

    private void decide(String until) throws IOException {
        Files.writeString(sources.dir().resolve(IGNORES), """
                vulnerabilities:
                  - id: DEMO-2026-0001
                    expired_at: %s
                    statement: What it is about is not used here.
                """.formatted(until));
    }

    private static boolean exists(ImageReference image) {
        return Registry.direct().digest(image, null).join().isPresent();
    }
}
