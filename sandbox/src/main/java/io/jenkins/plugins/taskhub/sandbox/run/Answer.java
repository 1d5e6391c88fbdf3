package io.jenkins.plugins.taskhub.sandbox.run;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How one prompt is answered.
 *
 * @param user id of who answers
 * @param proceed true to go on, false to abort
 * @param parameters values by the names of what is asked; what is not named keeps its default
 * @param after how long the prompt waits before it is answered
 */
public record Answer(String user, boolean proceed, Map<String, String> parameters, Duration after) {
    public Answer {
        Objects.requireNonNull(user, "user");
        parameters = Map.copyOf(parameters);
    }

    /** Goes on at once, with the defaults. */
    public static Answer proceed(String user) {
        return new Answer(user, true, Map.of(), Duration.ZERO);
    }

    /** Goes on at once, with these values. */
    public static Answer proceed(String user, Map<String, String> parameters) {
        return new Answer(user, true, parameters, Duration.ZERO);
    }

    /** Aborts at once. */
    public static Answer abort(String user) {
        return new Answer(user, false, Map.of(), Duration.ZERO);
    }

    /** The same answer, later. */
    public Answer after(Duration wait) {
        return new Answer(user, proceed, parameters, wait);
    }
}
