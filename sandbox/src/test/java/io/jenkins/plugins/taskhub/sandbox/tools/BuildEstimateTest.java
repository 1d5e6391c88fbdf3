package io.jenkins.plugins.taskhub.sandbox.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.Test;

public class BuildEstimateTest {
    @Test
    public void twoCoresBuildEverythingInLessThanFiveMinutes() {
        assertThat(new BuildEstimate(3000, 2).total()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
    }

    @Test
    public void moreCoresTakeLessButLinkingStays() {
        assertThat(new BuildEstimate(3000, 8).total()).isLessThan(new BuildEstimate(3000, 2).total())
                .isGreaterThan(BuildEstimate.LINKING);
    }

    @Test
    public void fromHalfWayOnTheBuildsOwnSpeedCounts() {
        var slow = new BuildEstimate(1000, 2).remaining(500, Duration.ofMinutes(10));
        assertThat(slow).isEqualTo(Duration.ofMinutes(10).plus(BuildEstimate.LINKING));
    }

    @Test
    public void onlyLinkingIsLeftAtTheEnd() {
        var estimate = new BuildEstimate(1000, 2);
        assertThat(estimate.remaining(1000, Duration.ofMinutes(1))).isEqualTo(BuildEstimate.LINKING);
        assertThat(estimate.remaining(1200, Duration.ofMinutes(1))).isEqualTo(BuildEstimate.LINKING);
    }

    @Test
    public void aBuildWithNothingToCompileOnlyLinks() {
        var estimate = new BuildEstimate(0, 2);
        assertThat(estimate.total()).isEqualTo(BuildEstimate.LINKING);
        assertThat(estimate.remaining(0, Duration.ofSeconds(1))).isEqualTo(BuildEstimate.LINKING);
    }
}
