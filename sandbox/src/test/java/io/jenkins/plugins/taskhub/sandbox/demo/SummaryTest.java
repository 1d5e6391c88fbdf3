package io.jenkins.plugins.taskhub.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.Test;

public class SummaryTest {
    private static final Pushed IMAGE = new Pushed("develop-1a2b3c4-1", "sha256:" + "0123456789abcdef".repeat(4));
    private static final Deployed RIGHT = new Deployed("dev", IMAGE.tag(), IMAGE.digest(), 5, 1, 1, 30080);

    private final Summary summary = new Summary(List.of(new Summary.Expected("dev", Act.CI, 5, 1, 30080)));

    @Test
    public void everythingAsExpectedIsNoProblem() {
        Act.all().forEach(act -> summary.ran(ran(act, act.expected())));
        summary.found(RIGHT);
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    public void aBuildThatEndsOtherwiseIsAProblemAlsoWhenItSucceeds() {
        Act.all().forEach(act -> summary.ran(ran(act, act.expected().equals("SUCCESS") ? "FAILURE" : "SUCCESS")));
        summary.found(RIGHT);
        assertThat(summary.problems()).hasSameSizeAs(Act.all())
                .anyMatch(problem -> problem.contains(DemoImages.BAD + " ended with SUCCESS, not FAILURE"));
    }

    @Test
    public void buildsThatDidNotRunAndPlacesThatWereNotSeenAreProblems() {
        assertThat(summary.problems()).containsExactly("only 0 of 6 builds ran",
                "app-ci did not say which image it made");
        summary.ran(ran(Act.all().get(0), "SUCCESS"));
        assertThat(summary.problems()).contains("dev was not looked at");
    }

    @Test
    public void anotherStateOnTheClusterIsAProblem() {
        Act.all().forEach(act -> summary.ran(ran(act, act.expected())));
        summary.found(new Deployed("dev", IMAGE.tag(), IMAGE.digest(), 5, 1, 2, 30080));
        assertThat(summary.problems()).hasSize(1);
    }

    @Test
    public void aTagThatPointsToAnotherDigestThanTheBuildSaidIsAProblem() {
        Act.all().forEach(act -> summary.ran(ran(act, act.expected())));
        summary.found(new Deployed("dev", IMAGE.tag(), "sha256:" + "f".repeat(64), 5, 1, 1, 30080));
        assertThat(summary.problems()).singleElement().asString().contains("ffff").contains(IMAGE.digest());
    }

    @Test
    public void theTableTellsJobsImagesAndPlaces() {
        summary.ran(ran(Act.all().get(0), "SUCCESS"));
        summary.found(RIGHT);
        assertThat(summary.render().lines().map(String::strip).map(line -> line.replaceAll(" +", " "))).contains(
                "taskhub-app-ci SUCCESS 5 develop-1a2b3c4-1 sha256:0123456789ab",
                "dev develop-1a2b3c4-1 sha256:0123456789ab 5 1/1 30080");
    }

    @Test
    public void theImageIsWhatTheLogSaysLast() {
        assertThat(Pushed.in("[image] 127.0.0.1:5/taskhub/task-service:0.2.0 is " + IMAGE.digest() + "\n"))
                .contains(new Pushed("0.2.0", IMAGE.digest()));
        assertThat(Pushed.in("[image] nothing\n")).isEmpty();
    }

    private static Summary.Ran ran(Act act, String result) {
        return new Summary.Ran(act, result, Duration.ofMillis(4_600),
                act.job().equals(Act.CI) ? Optional.of(IMAGE) : Optional.empty());
    }
}
