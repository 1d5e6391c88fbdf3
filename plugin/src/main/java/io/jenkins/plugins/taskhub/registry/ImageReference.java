package io.jenkins.plugins.taskhub.registry;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image, {@code [registry/]repository[:tag][@digest]}, by the grammar of the distribution project. A
 * name without a registry stands for Docker Hub, one without an owner there for its {@code library}.
 */
public final class ImageReference implements Serializable {

    /** The registry of names that state none. */
    public static final String DOCKER_HUB = "docker.io";

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 255;
    private static final Pattern HOST = Pattern.compile(
            "(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
                    + "(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");
    private static final Pattern PATH = Pattern.compile(
            "[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[.]|__?|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");

    private final String registry;
    private final String repository;
    private final String tag;
    private final String digest;

    private ImageReference(String registry, String repository, String tag, String digest) {
        this.registry = registry;
        this.repository = repository;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * Reads a name.
     *
     * @throws StepFailure saying which part is wrong and what is allowed
     */
    public static ImageReference parse(String text) {
        if (text == null || text.isBlank()) {
            throw new StepFailure("The name of the image is empty. Give one such as docker.io/taskhub/app.");
        }
        if (text.startsWith("-")) {
            throw refused(text, "it begins with '-', which a command would take for an option");
        }
        String rest = text;
        String digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = checkDigest(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        String tag = null;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = checkTag(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        boolean statesRegistry = slash > 0 && isRegistry(rest.substring(0, slash));
        String registry = statesRegistry ? rest.substring(0, slash).toLowerCase(Locale.ROOT) : DOCKER_HUB;
        String repository = statesRegistry ? rest.substring(slash + 1) : rest;
        if (registry.equals("index.docker.io")) {
            registry = DOCKER_HUB;
        }
        if (!HOST.matcher(registry).matches()) {
            throw refused(text, "'" + registry + "' is no host name");
        }
        if (!PATH.matcher(repository).matches()) {
            throw refused(text, "'" + repository + "' is no repository: lower-case letters, digits and single"
                    + " separators (. _ __ -) between them, parts divided by /");
        }
        if (registry.equals(DOCKER_HUB) && repository.indexOf('/') < 0) {
            repository = "library/" + repository;
        }
        if (registry.length() + 1 + repository.length() > LONGEST_NAME) {
            throw refused(text, "it is longer than " + LONGEST_NAME + " characters");
        }
        return new ImageReference(registry, repository, tag, digest);
    }

    /** Reads a name that may be none, such as that of a container of somebody else's; empty where it is none. */
    public static Optional<ImageReference> read(String text) {
        try {
            return Optional.of(parse(text));
        } catch (StepFailure none) {
            return Optional.empty();
        }
    }

    /**
     * Returns the tag itself when it is one.
     *
     * @throws StepFailure saying what a tag may be
     */
    public static String checkTag(String tag) {
        if (tag == null || !TAG.matcher(tag).matches()) {
            throw new StepFailure("'" + tag + "' is no image tag: it begins with a letter, a digit or _, goes"
                    + " on with letters, digits, _ . -, and has at most 128 characters.");
        }
        return tag;
    }

    /**
     * Returns the digest itself when it is one.
     *
     * @throws StepFailure saying what a digest looks like
     */
    public static String checkDigest(String digest) {
        if (digest == null || !isDigest(digest)) {
            throw new StepFailure(
                    "'" + digest + "' is no digest: it reads sha256: and 64 hexadecimal digits (or sha512: and 128).");
        }
        return digest;
    }

    /** Whether the text is a digest. */
    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** The registry's host and port as users write it, {@code docker.io} for Docker Hub. */
    public String registry() {
        return registry;
    }

    /** The registry is this machine by its very name; plain http is spoken with such alone. */
    public boolean isOnLoopback() {
        return Loopback.isRegistry(this);
    }

    /** The path in the registry, {@code library/nginx}. */
    public String repository() {
        return repository;
    }

    /** The tag, where the name has one. */
    public Optional<String> tag() {
        return Optional.ofNullable(tag);
    }

    /** The digest, where the name has one. */
    public Optional<String> digest() {
        return Optional.ofNullable(digest);
    }

    /** The name without tag and digest, {@code docker.io/library/nginx}. */
    public String name() {
        return registry + '/' + repository;
    }

    /** The tag, else the digest, else {@code latest}: what is shown where the name is known. */
    public String version() {
        return tag != null ? tag : digest != null ? digest : "latest";
    }

    /** The same image at another tag, without a digest. */
    public ImageReference withTag(String newTag) {
        return new ImageReference(registry, repository, checkTag(newTag), null);
    }

    /** The same image pinned to a digest, without a tag. */
    public ImageReference withDigest(String newDigest) {
        return new ImageReference(registry, repository, null, checkDigest(newDigest));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageReference that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(registry, repository, tag, digest);
    }

    /** The full name, registry included, with tag and digest where it has them. */
    @Override
    public String toString() {
        return name() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    private static boolean isRegistry(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    private static StepFailure refused(String text, String why) {
        return new StepFailure("'" + text + "' is no image name: " + why + ".");
    }
}
