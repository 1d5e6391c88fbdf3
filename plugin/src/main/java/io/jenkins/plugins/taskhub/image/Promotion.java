package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.registry.RegistryLogin;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Points a tag to an image that is in the registry: what {@code taskhubPromote} does. */
final class Promotion implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final String LATEST = "latest";

    private final PromoteRequest request;
    private final ImageReference pinned;
    private final ImageReference tagged;
    private volatile String before;
    private volatile boolean changed;
    private transient RegistryLogin login;

    Promotion(PromoteRequest request) {
        this.request = request.checked();
        this.pinned = request.reference().withDigest(request.digest());
        this.tagged = request.reference().withTag(request.tag());
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.await("Looking at the tag",
                        ports -> registry(ports).digest(tagged, login).thenAccept(this::decide)),
                Phase.await("Pointing the tag", this::point),
                Phase.await("Comparing the digests", this::compare),
                Phase.await("Pointing latest", this::pointLatest));
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        String id = ports.settings().registryCredentialsId(request.registryCredentialsId(), tagged.registry());
        if (id != null) {
            var found = ports.credentials().registry("registryCredentialsId", id);
            login = new RegistryLogin(found.username(), found.password().getPlainText());
        }
    }

    private void decide(Optional<String> found) {
        before = found.orElse(null);
        if (request.immutable() && before != null && !before.equals(request.digest())) {
            throw new StepFailure(tagged + " is in the registry already, as " + before + ", which is not "
                    + request.digest() + ". A tag like this is never overwritten: take a new tag");
        }
    }

    private CompletableFuture<?> point(Ports ports) throws IOException, InterruptedException {
        if (request.digest().equals(before)) {
            ports.log().line(tagged + " is " + request.digest() + " already");
            return nothing();
        }
        if (request.dryRun()) {
            ports.log().line("Dry run: would point " + tagged + " to " + request.digest());
            return registry(ports).resolve(pinned, login);
        }
        return registry(ports).tag(pinned, request.tag(), login).thenRun(() -> changed = true);
    }

    private CompletableFuture<?> compare(Ports ports) throws IOException, InterruptedException {
        if (!changed) {
            return nothing();
        }
        return registry(ports).digest(tagged, login).thenAccept(found -> {
            if (!found.equals(Optional.of(request.digest()))) {
                throw new StepFailure(tagged + " was pointed to " + request.digest() + ", and the registry "
                        + found.map(other -> "has " + other).orElse("has no such tag")
                        + ": somebody else writes that tag at the same time. Find out who, then run this again");
            }
            ports.log().line(tagged + " is " + request.digest() + (before == null ? "" : ", it was " + before));
        });
    }

    private CompletableFuture<?> pointLatest(Ports ports) throws IOException, InterruptedException {
        if (!request.latest() || request.dryRun()) {
            return nothing();
        }
        return registry(ports).tag(pinned, LATEST, login)
                .thenRun(() -> ports.log().line(tagged.withTag(LATEST) + " is " + request.digest()));
    }

    private Registry registry(Ports ports) throws IOException, InterruptedException {
        return ports.registry(request.viaAgent());
    }

    private static CompletableFuture<?> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void interrupted(Ports ports) {
        ports.log().line("Interrupted: whether " + tagged + " points to " + request.digest()
                + " is not known. Run this again: it changes nothing where it does");
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        var result = new LinkedHashMap<String, Object>();
        result.put("image", tagged.name());
        result.put("tag", request.tag());
        result.put("reference", tagged.toString());
        result.put("digest", request.digest());
        result.put("pinned", pinned.toString());
        result.put("changed", changed);
        return result;
    }
}
