package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.registry.RegistryLogin;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way of one image: is it there already, is it built, is it pushed, is what was pushed in the registry. */
final class ImageLane implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String CANDIDATE = "-candidate";

    private final ImageRequest request;
    private final boolean immutable;
    private final boolean skipExisting;
    private final boolean candidate;
    private ImageReference image;
    private volatile boolean skipped;
    private volatile boolean pushed;
    private volatile String digest;

    ImageLane(ImageRequest request, boolean immutable, boolean skipExisting, boolean candidate) {
        this.request = request;
        this.immutable = immutable;
        this.skipExisting = skipExisting;
        this.candidate = candidate;
    }

    /** Settles the tag. */
    void name(String tag) {
        image = request.reference().withTag(request.tag == null ? tag : request.tag);
        if (candidate) {
            Names.imageTag("tag with " + CANDIDATE, image.version() + CANDIDATE);
        }
    }

    ImageRequest request() {
        return request;
    }

    ImageReference image() {
        return image;
    }

    /** The name under which it is pushed: the image's own, or that of a candidate for it. */
    ImageReference target() {
        return candidate ? image.withTag(image.version() + CANDIDATE) : image;
    }

    /** There is nothing to be done: the image is in the registry. */
    boolean skipped() {
        return skipped;
    }

    /** The digest in the registry; null where nothing was pushed. */
    String digest() {
        return digest;
    }

    /**
     * Looks whether the tag is in the registry already, and decides.
     *
     * @param commit what is to be built; null where that is not known
     * @return fails where the tag must not be overwritten
     */
    CompletableFuture<Void> look(Registry registry, RegistryLogin login, Commit commit, Ports ports) {
        return registry.digest(image, login).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            if (!immutable) {
                return skip(found.get(), skipExisting, "it is in the registry already", ports);
            }
            return registry.labels(image.withDigest(found.get()), login).thenCompose(labels ->
                    decide(found.get(), labels.map(map -> map.get(Provenance.REVISION)), commit, ports));
        });
    }

    private CompletableFuture<Void> decide(String found, Optional<String> revision, Commit commit, Ports ports) {
        if (commit != null && revision.filter(commit.id()::equals).isPresent()) {
            return skip(found, true, "it was made from this very commit, " + commit.shortId(), ports);
        }
        throw new StepFailure(image + " is in the registry already, as " + found
                + revision.map(id -> " made from commit " + id).orElse(", and does not say from which commit")
                + (commit == null ? "; which commit this is could not be found out" : "; this is commit " + commit.id())
                + ". A tag like this is never overwritten: take a new tag");
    }

    private CompletableFuture<Void> skip(String found, boolean really, String why, Ports ports) {
        if (really) {
            skipped = true;
            digest = found;
            ports.log().line(image + " is not built: " + why + ", as " + found);
        }
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Says in the log what is begun.
     *
     * @return nothing, for an image that need not be made
     */
    Optional<Command> begin(String what, Optional<Command> command, Ports ports) {
        if (skipped || command.isEmpty()) {
            return Optional.empty();
        }
        ports.log().line(what);
        return command;
    }

    /** Judges a build. */
    void built(Builder builder, Plan plan, Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            throw new StepFailure(target() + " could not be built" + (builder.pushesWhileBuilding(plan) && plan.push()
                    ? " and pushed: " : ": ") + ImageProblem.of(builder.name(), outcome));
        }
        if (builder.pushesWhileBuilding(plan) && plan.push()) {
            pushed(builder, plan, ports, outcome);
        }
    }

    /** Judges a push. */
    void pushed(Builder builder, Plan plan, Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            throw new StepFailure(target() + " could not be pushed: " + ImageProblem.of(builder.name(), outcome)
                    + ". The tag in the registry is as it was");
        }
        String told = builder.digest(plan, outcome, ports).orElse("");
        if (!ImageReference.read(image.name() + "@" + told).isPresent()) {
            throw new StepFailure(builder.name() + " pushed " + target() + " and told no digest of it: update it, or take another "
                    + "builder");
        }
        digest = told;
        pushed = true;
    }

    /** Judges the push of the tag latest. */
    void pushedLatest(Builder builder, Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new StepFailure(image + " is pushed, but the tag latest could not be: "
                    + ImageProblem.of(builder.name(), outcome));
        }
    }

    /** Compares what the builder says with what the registry has. */
    CompletableFuture<Void> verify(Registry registry, RegistryLogin login) {
        if (!pushed) {
            return CompletableFuture.completedFuture(null);
        }
        return registry.digest(target(), login).thenAccept(found -> {
            if (!found.equals(Optional.of(digest))) {
                throw new StepFailure(target() + " was pushed as " + digest + ", and the registry "
                        + found.map(other -> "has " + other).orElse("has no such tag")
                        + ": somebody else pushed to that tag at the same time. Give each build a tag of its own");
            }
        });
    }

    /** For the step's result. */
    LinkedHashMap<String, Object> result() {
        var result = new LinkedHashMap<String, Object>(Map.of("image", image.name()));
        result.put("tag", image.version());
        result.put("reference", image.toString());
        result.put("digest", digest);
        result.put("pinned", digest == null ? null : image.withDigest(digest).toString());
        if (candidate && !skipped) {
            result.put("candidate", target().toString());
        }
        result.put("skipped", skipped);
        return result;
    }
}
