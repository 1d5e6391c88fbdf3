package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.time.Duration;

/**
 * A Job to be followed to its end.
 *
 * @param namespace where it is
 * @param name      its name
 * @param timeout   how long at most
 */
public record JobRequest(String namespace, String name, Duration timeout) implements Serializable {

    /** Checks the span. */
    public JobRequest {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout of a Job must be positive, not " + timeout);
        }
    }
}
