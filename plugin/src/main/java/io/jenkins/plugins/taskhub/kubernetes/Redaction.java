package io.jenkins.plugins.taskhub.kubernetes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes the contents of Secrets out of two versions of an object. What stays shows whether a value changed, and nothing
 * of the value: neither its length nor a digest.
 */
final class Redaction {
    static final String HIDDEN = "(hidden)";
    static final String CHANGED = "(changed)";
    private static final Set<String> CONTENTS = Set.of("data", "stringData");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private Redaction() {
    }

    /** The content of an object; of a Secret without its values, those that differ from the other one's marked. */
    static Map<String, Object> of(Map<String, Object> content, Map<String, Object> other, boolean newer) {
        var shown = new LinkedHashMap<String, Object>(content);
        if ("Secret".equals(content.get("kind")) || "Secret".equals(other.get("kind"))) {
            CONTENTS.stream().filter(shown::containsKey)
                    .forEach(key -> shown.put(key, hideEach(content.get(key), other.get(key), newer)));
        }
        if (content.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations
                && annotations.containsKey(LAST_APPLIED)) {
            var shownMetadata = new LinkedHashMap<>(Manifest.typed(metadata));
            var shownAnnotations = new LinkedHashMap<>(Manifest.typed(annotations));
            shownAnnotations.put(LAST_APPLIED, hide(annotations.get(LAST_APPLIED), lastApplied(other), newer));
            shownMetadata.put("annotations", shownAnnotations);
            shown.put("metadata", shownMetadata);
        }
        return shown;
    }

    private static Object lastApplied(Map<String, Object> content) {
        return content.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations ? annotations.get(LAST_APPLIED) : null;
    }

    private static Object hideEach(Object values, Object others, boolean newer) {
        if (!(values instanceof Map<?, ?> map)) {
            return values == null ? null : hide(values, others, newer);
        }
        var hidden = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> hidden.put(String.valueOf(key),
                hide(value, others instanceof Map<?, ?> otherMap ? otherMap.get(key) : null, newer)));
        return hidden;
    }

    private static String hide(Object value, Object other, boolean newer) {
        return newer && other != null && !Objects.equals(value, other) ? CHANGED : HIDDEN;
    }
}
