package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.kubernetes.Images.Running;
import io.jenkins.plugins.taskhub.kubernetes.Release;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.ReadImages;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which tags run now. What counts is the newest revision that was deployed, even where a later one failed: its values,
 * the chart's defaults among them. Where they do not name the tag as text, the workloads that run are looked at.
 */
final class CurrentTags {
    private final HelmTarget target;
    private final ReleaseState state;
    private final Ports ports;
    private List<Running> running;

    CurrentTags(HelmTarget target, ReleaseState state, Ports ports) {
        this.target = target;
        this.state = state;
        this.ports = ports;
    }

    /**
     * The tags to deploy: those asked for, with {@code KEEP_CURRENT} replaced.
     *
     * @throws StepFailure when a tag is to be kept and there is none
     */
    LinkedHashMap<String, String> resolve(LinkedHashMap<String, String> asked) throws InterruptedException {
        var tags = new LinkedHashMap<String, String>();
        for (var entry : asked.entrySet()) {
            tags.put(entry.getKey(), entry.getValue().equals(DeployRequest.KEEP_CURRENT)
                    ? keep(entry.getKey()) : entry.getValue());
        }
        return tags;
    }

    /** The tag that the newest deployed revision has at a values key, if it is text. */
    Optional<String> deployed(String key) {
        return state.deployed().flatMap(release -> release.value(key))
                .filter(String.class::isInstance).map(String.class::cast).filter(tag -> !tag.isBlank());
    }

    private String keep(String key) throws InterruptedException {
        if (state.deployed().isEmpty() && state.newest().isPresent()) {
            throw new StepFailure("KEEP_CURRENT has no tag to keep: no revision of " + target + " is deployed (the newest, "
                    + state.newest().get().revision() + ", is " + state.newest().get().status() + "): give imageTag a tag");
        }
        var tag = deployed(key);
        if (tag.isEmpty()) {
            tag = ofWorkload(key);
        }
        return Names.imageTag("KEEP_CURRENT: the current tag", tag.orElseThrow(() -> new StepFailure(
                "KEEP_CURRENT has no tag to keep: nothing of " + target + " is deployed: give imageTag a tag")));
    }

    private Optional<String> ofWorkload(String key) throws InterruptedException {
        if (running == null) {
            running = target.cluster().call(new ReadImages(target.namespace(), target.release()), ports.log()::detail);
        }
        String component = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
        var ofComponent = running.stream().filter(r -> r.component().equals(component)
                || r.workload().name().equals(component) || r.container().equals(component)).toList();
        var candidates = ofComponent.isEmpty() ? ofChart(key) : ofComponent;
        var tags = candidates.stream().map(Running::reference).filter(Objects::nonNull).map(ImageReference::tag)
                .flatMap(Optional::stream).distinct().toList();
        if (tags.size() > 1) {
            throw new StepFailure("KEEP_CURRENT cannot tell which tag to keep at " + key + ": the workloads of " + target
                    + " run " + String.join(", ", tags) + ": give the tag");
        }
        return tags.stream().findFirst();
    }

    /** The containers whose repository the deployed values name beside the tag; else all. */
    private List<Running> ofChart(String key) {
        String beside = key.contains(".") ? key.substring(0, key.lastIndexOf('.')) + ".repository" : "repository";
        var repository = state.deployed().flatMap((Release release) -> release.value(beside)).map(Object::toString);
        if (repository.isEmpty()) {
            return running;
        }
        var name = ImageReference.read(repository.get()).map(ImageReference::name).orElse(repository.get());
        var fitting = running.stream().filter(r -> r.reference() != null && (r.reference().name().equals(name)
                || r.reference().name().endsWith("/" + repository.get()))).toList();
        return fitting.isEmpty() ? running : fitting;
    }
}
