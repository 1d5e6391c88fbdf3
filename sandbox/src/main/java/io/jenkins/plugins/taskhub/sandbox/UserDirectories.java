package io.jenkins.plugins.taskhub.sandbox;

import java.nio.file.Path;

/** Where this command keeps its things, by the XDG base directory rules. */
public final class UserDirectories {
    private UserDirectories() {
    }

    /** What can be made again: {@code ${XDG_CACHE_HOME:-~/.cache}/taskhub}. */
    public static Path cache() {
        return directory("XDG_CACHE_HOME", ".cache");
    }

    /** What is kept between two calls: {@code ${XDG_STATE_HOME:-~/.local/state}/taskhub}. */
    public static Path state() {
        return directory("XDG_STATE_HOME", ".local/state");
    }

    private static Path directory(String variable, String belowHome) {
        var value = System.getenv(variable);
        // The rules say that a relative path is to be ignored.
        var base = value != null && Path.of(value).isAbsolute()
                ? Path.of(value)
                : Path.of(System.getProperty("user.home")).resolve(belowHome);
        return base.resolve("taskhub");
    }
}
