package io.jenkins.plugins.taskhub.kubernetes;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What changes in a workload in the words of who deploys it: images and replicas. */
final class ChangeFacts {
    private static final List<String> POD_SPECS = List.of("spec/template/spec", "spec/jobTemplate/spec/template/spec",
            "spec");

    private ChangeFacts() {
    }

    /** {@code image 0.1.1 → 0.1.2, replicas 2 → 3}, or nothing where neither changes. */
    static String of(Map<String, Object> before, Map<String, Object> after) {
        var facts = new ArrayList<String>();
        var old = images(before);
        var now = images(after);
        now.forEach((container, image) -> {
            var was = old.get(container);
            if (was != null && !was.equals(image)) {
                facts.add((now.size() > 1 ? container + " " : "") + "image " + fromTo(was, image));
            }
        });
        var replicas = at(before, "spec", "replicas");
        var wanted = at(after, "spec", "replicas");
        if (replicas instanceof Number && wanted instanceof Number && !replicas.equals(wanted)) {
            facts.add("replicas " + replicas + " → " + wanted);
        }
        return String.join(", ", facts);
    }

    private static String fromTo(String was, String image) {
        var old = ImageReference.read(was).orElse(null);
        var now = ImageReference.read(image).orElse(null);
        return old != null && now != null && old.name().equals(now.name())
                && !old.version().equals(now.version()) ? old.version() + " → " + now.version()
                : LogText.clean(was) + " → " + LogText.clean(image);
    }

    private static Map<String, String> images(Map<String, Object> content) {
        var images = new LinkedHashMap<String, String>();
        for (var path : POD_SPECS) {
            var pod = at(content, path.split("/"));
            for (var key : List.of("initContainers", "containers")) {
                if (pod instanceof Map<?, ?> map && map.get(key) instanceof List<?> containers) {
                    for (var container : containers) {
                        if (container instanceof Map<?, ?> c) {
                            images.put(Objects.toString(c.get("name")), Objects.toString(c.get("image"), ""));
                        }
                    }
                }
            }
        }
        return images;
    }

    private static Object at(Map<String, Object> content, String... path) {
        Object found = content;
        for (var key : path) {
            found = found instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return found;
    }
}
