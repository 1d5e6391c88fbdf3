package io.jenkins.plugins.taskhub.sandbox.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what another process or thread brings about. */
final class Eventually {
    private static final long LOOK_AGAIN_MILLIS = 50;

    private Eventually() {
    }

    static void holds(Duration patience, Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("still not so after " + patience).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }
}
