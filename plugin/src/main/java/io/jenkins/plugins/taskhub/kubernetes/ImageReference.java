package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image as a container names it, taken apart by the distribution grammar.
 *
 * @param repository with its registry, such as {@code docker.io/taskhub/task-service}, as it was written
 * @param tag        or empty where only a digest, or nothing, is named
 * @param digest     {@code sha256:…}, or empty
 */
public record ImageReference(String repository, String tag, String digest) implements Serializable {
    private static final Pattern REFERENCE = Pattern.compile("(?<repository>[A-Za-z0-9][A-Za-z0-9._-]*"
            + "(?::[0-9]+(?=/))?(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*)"
            + "(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"
            + "(?:@(?<digest>[A-Za-z][A-Za-z0-9+._-]*:[0-9a-fA-F]{32,}))?");
    private static final int MAX_LENGTH = 512;

    /** Takes a reference apart; empty where it is none. A port is no tag: {@code localhost:5000/app} has no tag. */
    public static Optional<ImageReference> parse(String image) {
        if (image == null || image.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var matcher = REFERENCE.matcher(image.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ImageReference(matcher.group("repository"), orEmpty(matcher.group("tag")),
                orEmpty(matcher.group("digest"))));
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }

    /** The tag, else the digest, else {@code latest}: what is shown where the repository is known. */
    public String version() {
        return !tag.isEmpty() ? tag : !digest.isEmpty() ? digest : "latest";
    }

    /** As it was written. */
    @Override
    public String toString() {
        return repository + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
