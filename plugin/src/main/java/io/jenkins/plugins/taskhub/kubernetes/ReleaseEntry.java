package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One revision of a release as its Secret's labels tell it, without its payload.
 *
 * @param namespace   where the release is
 * @param name        of the release
 * @param revision    1 or greater
 * @param status      what helm says of it
 * @param since       when it got that status; the Secret's creation where helm did not note it
 * @param annotations of the Secret, as {@link ReleaseStorage#annotate} leaves them
 */
public record ReleaseEntry(String namespace, String name, int revision, ReleaseStatus status, Instant since,
                           Map<String, String> annotations) implements Serializable {
    /** Copies the map. */
    public ReleaseEntry {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }
}
