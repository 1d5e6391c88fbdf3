package io.jenkins.plugins.taskhub.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Rendered manifests: documents of YAML, taken apart. */
public final class Manifest {
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---(?:[ \\t].*)?$\\R?");
    private static final Pattern SOURCE = Pattern.compile("(?m)^# Source: (\\S+)\\s*$");
    private static final KubernetesSerialization YAML = new KubernetesSerialization(new ObjectMapper(), false);

    private Manifest() {
    }

    /**
     * The workloads that a manifest makes, in its order: what helm waits for.
     *
     * @param manifest  documents of YAML
     * @param namespace of objects that name none
     * @param jobs      whether Jobs count (helm's --wait-for-jobs)
     */
    public static List<Workload> workloads(String manifest, String namespace, boolean jobs) {
        var workloads = new ArrayList<Workload>();
        for (var document : documents(manifest)) {
            if (!mayBeWorkload(document)) {
                continue;
            }
            for (var object : objects(document)) {
                var where = object.namespace().isEmpty() ? namespace : object.namespace();
                Workload.Kind.of(object.kind()).filter(k -> jobs || k != Workload.Kind.JOB)
                        .map(k -> new Workload(k, where, object.name()))
                        .filter(w -> !workloads.contains(w)).ifPresent(workloads::add);
            }
        }
        return workloads;
    }

    private static boolean mayBeWorkload(String document) {
        return document.contains("List") || Arrays.stream(Workload.Kind.values())
                .anyMatch(k -> document.contains(k.title()));
    }

    /** The documents of a text without those that are blank or only comments. */
    static List<String> documents(String manifest) {
        var documents = new ArrayList<String>();
        for (var document : SEPARATOR.split(manifest == null ? "" : manifest)) {
            if (document.lines().anyMatch(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))) {
                documents.add(document.strip());
            }
        }
        return documents;
    }

    /** The objects of one document: itself, or the items of a List. One that is not parsable has kind "?". */
    static List<Parsed> objects(String document) {
        var source = SOURCE.matcher(document);
        var path = source.find() ? source.group(1) : "";
        Map<String, Object> content;
        try {
            content = YAML.unmarshal(document, ObjectMap.class);
        } catch (RuntimeException e) {
            content = null;
        }
        if (content == null) {
            return List.of(new Parsed("", "?", "", path.isEmpty() ? "document" : path, Map.of()));
        }
        if (text(content, "kind").endsWith("List") && content.get("items") instanceof List<?> items) {
            return items.stream().filter(Map.class::isInstance).map(i -> parsed(typed((Map<?, ?>) i), path)).toList();
        }
        return List.of(parsed(content, path));
    }

    private static Parsed parsed(Map<String, Object> content, String path) {
        var metadata = content.get("metadata") instanceof Map<?, ?> map ? typed(map) : Map.<String, Object>of();
        var name = text(metadata, "name");
        return new Parsed(text(content, "apiVersion"), text(content, "kind"), text(metadata, "namespace"),
                name.isEmpty() ? path : name, content);
    }

    private static String text(Map<String, Object> map, String key) {
        return Objects.toString(map.get(key), "");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> typed(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** A parsed object of a manifest. */
    record Parsed(String apiVersion, String kind, String namespace, String name, Map<String, Object> content) {
        /** What makes it the same object in another manifest; the version of its API group does not. */
        String identity() {
            var group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
            return String.join("|", group, kind, namespace, name);
        }
    }

    /** A map that keeps the order of its keys. */
    static final class ObjectMap extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;
    }
}
