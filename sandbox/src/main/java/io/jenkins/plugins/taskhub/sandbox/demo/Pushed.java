package io.jenkins.plugins.taskhub.sandbox.demo;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The image that a build says it has made.
 *
 * @param tag its final tag
 * @param digest what the registry calls it
 */
record Pushed(String tag, String digest) {
    private static final Pattern LINE = Pattern.compile("\\[image] \\S+:([\\w.-]+) is (sha256:[0-9a-f]{64})");

    /** Reads it from the log of app-ci or release-build; empty where the log tells of none. */
    static Optional<Pushed> in(String log) {
        return LINE.matcher(log).results().map(match -> new Pushed(match.group(1), match.group(2)))
                .reduce((first, last) -> last);
    }
}
