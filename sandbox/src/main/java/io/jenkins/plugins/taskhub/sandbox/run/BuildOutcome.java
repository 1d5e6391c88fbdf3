package io.jenkins.plugins.taskhub.sandbox.run;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a build ended.
 *
 * @param result SUCCESS, UNSTABLE, FAILURE, NOT_BUILT or ABORTED
 * @param log the whole log
 * @param artifacts the directory of what it archived; may be missing
 */
public record BuildOutcome(String job, int number, String result, Duration duration, String log, Path artifacts) {
    /** Exit code of the command: 0 SUCCESS, 2 UNSTABLE, 3 ABORTED or NOT_BUILT, 1 anything else. */
    public int exitCode() {
        return switch (result) {
            case "SUCCESS" -> 0;
            case "UNSTABLE" -> 2;
            case "ABORTED", "NOT_BUILT" -> 3;
            default -> 1;
        };
    }
}
