package io.jenkins.plugins.taskhub.sandbox.tools;

import java.time.Duration;

/**
 * How long a build of Go packages will still take. At first from what was measured once, then more and more from the
 * build's own speed.
 */
final class BuildEstimate {
    /** CPU time of one package on average: 3,000 packages took 430 s of CPU. */
    static final Duration CPU_PER_PACKAGE = Duration.ofMillis(145);
    /** Linking, which no second core shortens. */
    static final Duration LINKING = Duration.ofSeconds(12);

    private final int packages;
    private final int cores;

    BuildEstimate(int packages, int cores) {
        this.packages = packages;
        this.cores = cores;
    }

    /** Before anything is built. */
    Duration total() {
        return CPU_PER_PACKAGE.multipliedBy(packages).dividedBy(cores).plus(LINKING);
    }

    /** What is left after so many packages. */
    Duration remaining(int built, Duration elapsed) {
        var done = Math.min(built, packages);
        var recorded = CPU_PER_PACKAGE.multipliedBy(packages - done).dividedBy(cores);
        if (done == 0) {
            return recorded.plus(LINKING);
        }
        var measured = elapsed.multipliedBy(packages - done).dividedBy(done);
        // Half of the way, the build's own speed is all that counts.
        var weight = Math.min(1.0, 2.0 * done / packages);
        var millis = weight * measured.toMillis() + (1 - weight) * recorded.toMillis();
        return Duration.ofMillis(Math.round(millis)).plus(LINKING);
    }
}
