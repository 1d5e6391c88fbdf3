package io.jenkins.plugins.taskhub.image;

import java.io.Serializable;
import java.time.Instant;

/**
 * The commit that is checked out.
 *
 * @param id all its hexadecimal digits
 * @param seconds when it was committed, since 1970
 * @param branch what git calls it; null where that is not clear
 */
record Commit(String id, long seconds, String branch) implements Serializable {
    private static final int SHORT = 7;

    /** As people write it. */
    String shortId() {
        return id.substring(0, SHORT);
    }

    Instant time() {
        return Instant.ofEpochSecond(seconds);
    }
}
