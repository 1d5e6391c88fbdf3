package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.kubernetes.ManifestDiff;
import io.jenkins.plugins.taskhub.kubernetes.Release;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What helm would make, compared with what is deployed. Lives for one phase: it may hold secrets. */
final class Preview {
    private static final Pattern IMAGE = Pattern.compile("(?m)^\\s*(?:-\\s+)?image:\\s*[\"']?([^\\s\"'#]+)");

    private final Release next;
    private final ReleaseState state;

    Preview(Release next, ReleaseState state) {
        this.next = next;
        this.state = state;
    }

    /**
     * Whether an upgrade would change anything: it would not where the newest revision is deployed, and the same chart,
     * values, manifest and hooks would come out.
     */
    boolean changes() {
        var deployed = state.deployed();
        int newest = state.newest().map(ReleaseEntry::revision).orElse(0);
        return deployed.isEmpty() || deployed.get().revision() != newest || !next.sameAs(deployed.get());
    }

    /** What would change, without the values of Secrets. */
    ManifestDiff diff(UnaryOperator<String> mask) {
        var before = state.deployed().map(ManifestDiff.Rendered::of).orElse(ManifestDiff.Rendered.NOTHING);
        return ManifestDiff.between(before, ManifestDiff.Rendered.of(next)).masked(mask::apply);
    }

    /** The value at a key, as it was rendered with; empty where it is no text. */
    Optional<String> text(String key) {
        return next.value(key).filter(String.class::isInstance).map(String.class::cast).filter(text -> !text.isBlank());
    }

    /** The rendered manifest. */
    String manifest() {
        return next.manifest();
    }

    /**
     * The images whose tags a registry must know: those of the rendered containers that carry one of the tags, or the
     * image that was named.
     *
     * @param tags values key to tag
     * @param image a repository; empty to find it in the containers
     * @param digest of that image; empty where it is not pinned
     * @throws StepFailure when a tag arrives in no container
     */
    ArrayList<String> images(Map<String, String> tags, Optional<String> image, Optional<String> digest) {
        var found = new ArrayList<String>();
        tags.forEach((key, tag) -> {
            List<String> own = image.map(name -> List.of(name + ":" + tag + digest.map(d -> "@" + d).orElse("")))
                    .orElseGet(() -> withTag(tag));
            if (own.isEmpty()) {
                throw new StepFailure("the tag " + Names.shown(tag) + " given at " + key + " arrives in no container of the "
                        + "chart: correct imageTagKey, or name the repository by image");
            }
            own.stream().filter(each -> !found.contains(each)).forEach(found::add);
        });
        return found;
    }

    /** Whether a rendered container names its image by this digest. */
    boolean pins(String digest) {
        return containers().anyMatch(image -> image.endsWith("@" + digest));
    }

    private Stream<String> containers() {
        return IMAGE.matcher(next.manifest()).results().map(match -> match.group(1)).distinct();
    }

    private List<String> withTag(String tag) {
        return containers().filter(image -> image.endsWith(":" + tag) || image.contains(":" + tag + "@")).toList();
    }
}
