package io.jenkins.plugins.taskhub.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.Test;

public class SummaryTest {
    private static final Deployed RIGHT = new Deployed("dev", "0.1.0", 4, 2, 2, 30080);

    private final Summary summary = new Summary(List.of(RIGHT));

    @Test
    public void everythingAsExpectedIsNoProblem() {
        Act.all().forEach(act -> summary.ran(new Summary.Ran(act, act.expected(), Duration.ofSeconds(3))));
        summary.found(RIGHT);
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    public void aBuildThatEndsOtherwiseIsAProblemAlsoWhenItSucceeds() {
        for (var act : Act.all()) {
            var opposite = act.expected().equals("SUCCESS") ? "FAILURE" : "SUCCESS";
            summary.ran(new Summary.Ran(act, opposite, Duration.ofSeconds(3)));
        }
        summary.found(RIGHT);
        assertThat(summary.problems()).hasSameSizeAs(Act.all())
                .anyMatch(problem -> problem.contains(DemoImages.BAD + " ended with SUCCESS, not FAILURE"));
    }

    @Test
    public void buildsThatDidNotRunAndPlacesThatWereNotSeenAreProblems() {
        assertThat(summary.problems()).containsExactly("only 0 of 6 builds ran", "dev was not looked at");
    }

    @Test
    public void anotherStateOnTheClusterIsAProblem() {
        Act.all().forEach(act -> summary.ran(new Summary.Ran(act, act.expected(), Duration.ofSeconds(3))));
        summary.found(new Deployed("dev", "0.1.3-crashloop", 3, 1, 2, 30080));
        assertThat(summary.problems()).hasSize(1);
    }

    @Test
    public void theTableTellsJobsAndPlaces() {
        summary.ran(new Summary.Ran(Act.all().get(0), "SUCCESS", Duration.ofMillis(4_600)));
        summary.found(RIGHT);
        assertThat(summary.render().lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
                .contains("deploy-dev IMAGE_TAG=0.1.0 SUCCESS 5", "dev 0.1.0 4 2/2 30080");
    }
}
