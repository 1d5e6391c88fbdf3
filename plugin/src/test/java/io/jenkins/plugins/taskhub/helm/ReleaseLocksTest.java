package io.jenkins.plugins.taskhub.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class ReleaseLocksTest {
    private final Object first = new Object();
    private final Object second = new Object();
    private final Object third = new Object();

    @Test
    public void letsOneAfterAnotherHaveTheirTurn() {
        var one = ReleaseLocks.take("k", first, "a #1");
        var two = ReleaseLocks.take("k", second, "b #2");
        assertThat(one).isDone();
        assertThat(two).isNotDone();
        assertThat(ReleaseLocks.holder("k")).isEqualTo("a #1");
        ReleaseLocks.give("k", first);
        assertThat(two).isDone();
        ReleaseLocks.give("k", second);
        assertThat(ReleaseLocks.holder("k")).isNull();
    }

    @Test
    public void skipsWhoStoppedWaiting() {
        ReleaseLocks.take("k", first, "a #1");
        ReleaseLocks.take("k", second, "b #2");
        var three = ReleaseLocks.take("k", third, "c #3");
        ReleaseLocks.give("k", second);
        assertThat(three).isNotDone();
        ReleaseLocks.give("k", first);
        assertThat(three).isDone();
        ReleaseLocks.give("k", third);
    }

    @Test
    public void givesTheTurnBackToWhoHadItBeforeARestart() {
        ReleaseLocks.takeAgain("k", first, "a #1");
        var two = ReleaseLocks.take("k", second, "b #2");
        assertThat(two).isNotDone();
        ReleaseLocks.give("k", first);
        ReleaseLocks.give("k", first);
        assertThat(two).isDone();
        ReleaseLocks.give("k", second);
    }

    @Test
    public void keepsReleasesApart() {
        ReleaseLocks.take("k", first, "a #1");
        assertThat(ReleaseLocks.take("l", second, "b #2")).isDone();
        ReleaseLocks.give("k", first);
        ReleaseLocks.give("l", second);
    }
}
