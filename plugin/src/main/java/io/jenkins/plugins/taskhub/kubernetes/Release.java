package io.jenkins.plugins.taskhub.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One revision of a release with its payload: what was asked for and what was made of it. Manifests, values and notes
 * may hold secrets; they are not for the log.
 *
 * @param namespace     where the release is
 * @param name          of the release
 * @param revision      1 or greater; helm's dry run of a first installation says 1
 * @param status        what helm says of it
 * @param firstDeployed when revision 1 was installed; null where helm does not say
 * @param updated       when this revision was made; null where helm does not say
 * @param description   helm's sentence, such as {@code Upgrade complete}
 * @param chart         the chart's name
 * @param chartVersion  the chart's version
 * @param appVersion    the chart's appVersion; may be empty
 * @param values        the values given by the user, as JSON: maps, lists, strings, numbers, booleans, null
 * @param chartValues   the chart's defaults, in the same shape
 * @param manifest      the rendered objects, hooks apart; documents of YAML
 * @param hooks         the rendered hooks
 */
public record Release(String namespace, String name, int revision, ReleaseStatus status, Instant firstDeployed,
                      Instant updated, String description, String chart, String chartVersion, String appVersion,
                      Map<String, Object> values, Map<String, Object> chartValues, String manifest, List<Hook> hooks)
        implements Serializable {
    /** What helm writes, as against a description that somebody gave. */
    private static final Pattern FAILURE = Pattern.compile("(Release|Upgrade) \"[^\"]*\" failed: ");

    /**
     * A rendered hook.
     *
     * @param name     of the object
     * @param kind     of the object
     * @param path     of the template
     * @param manifest the object's YAML
     * @param events   when helm runs it: {@code pre-upgrade}, {@code test}…
     */
    public record Hook(String name, String kind, String path, String manifest, List<String> events)
            implements Serializable {
        /** Copies the list. */
        public Hook {
            events = List.copyOf(events);
        }

        /** Whether only {@code helm test} runs it. */
        public boolean test() {
            return !events.isEmpty() && events.stream().allMatch(e -> e.startsWith("test"));
        }
    }

    /**
     * Reads the JSON of a release: the payload of a release Secret, or what {@code helm upgrade --dry-run -o json}
     * prints. Parts that are not kept (templates, files) are skipped while it streams.
     *
     * @throws IOException when it is no such JSON, or ends early
     */
    public static Release fromJson(InputStream json) throws IOException {
        return ReleaseReader.read(json);
    }

    /** Whether helm noted that it could not be deployed; it notes that also of one that it calls superseded since. */
    public boolean failed() {
        return status == ReleaseStatus.FAILED || FAILURE.matcher(description).lookingAt();
    }

    /** The manifests of all hooks as documents of one text. */
    public String hookManifests() {
        return hooks.stream().map(h -> "---\n# Source: " + h.path() + "\n" + h.manifest())
                .collect(Collectors.joining("\n"));
    }

    /**
     * A value as this revision was rendered with: the user's, else the chart's default. As for helm, a null of the user
     * takes the default away.
     *
     * @param key path with dots, such as {@code image.tag}
     */
    public Optional<Object> value(String key) {
        return Optional.ofNullable(lookUp(values, chartValues, key.split("\\.")));
    }

    /** Whether a deployment of the other would change nothing: same chart, values, manifest and hooks. */
    public boolean sameAs(Release other) {
        return chart.equals(other.chart) && chartVersion.equals(other.chartVersion)
                && appVersion.equals(other.appVersion) && values.equals(other.values)
                && manifest.strip().equals(other.manifest.strip()) && hooks.equals(other.hooks);
    }

    private static Object lookUp(Map<?, ?> values, Map<?, ?> defaults, String[] path) {
        Object given = values;
        Object standard = defaults;
        for (var key : path) {
            boolean isGiven = given instanceof Map<?, ?> map && map.containsKey(key);
            var next = isGiven ? ((Map<?, ?>) given).get(key) : null;
            boolean replaced = isGiven && !(next instanceof Map);
            standard = !replaced && standard instanceof Map<?, ?> map ? map.get(key) : null;
            given = next;
        }
        return given != null ? given : standard;
    }

    /** Tells no values and no manifest. */
    @Override
    public String toString() {
        return "%s in %s, revision %d: %s, %s-%s".formatted(name, Objects.toString(namespace, ""), revision, status,
                chart,
                chartVersion);
    }
}
