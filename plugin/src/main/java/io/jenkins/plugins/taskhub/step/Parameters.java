package io.jenkins.plugins.taskhub.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters as a Pipeline gives them, made into plain values that can be saved. */
public final class Parameters {
    private Parameters() {}

    /** Parameters of a Pipeline as plain values that can be saved: texts, numbers, booleans, null, lists and maps. */
    public static Object plain(String parameter, Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<String, Object>();
            map.forEach((key, inner) -> copy.put(String.valueOf(key), plain(parameter, inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<Object>();
            list.forEach(inner -> copy.add(plain(parameter, inner)));
            return copy;
        }
        throw new StepFailure(parameter + " holds a " + value.getClass().getName()
                + ": give texts, numbers, booleans, lists and maps");
    }

    /** A map of plain values by text; empty for null. */
    public static LinkedHashMap<String, Object> plainMap(String parameter, Map<?, ?> map) {
        var copy = new LinkedHashMap<String, Object>();
        nonNull(map).forEach((key, value) -> copy.put(String.valueOf(key), plain(parameter, value)));
        return copy;
    }

    /** A map of texts by text, empty for null; null values are refused. */
    public static LinkedHashMap<String, String> textMap(String parameter, Map<?, ?> map) {
        var copy = new LinkedHashMap<String, String>();
        nonNull(map).forEach((key, value) -> {
            if (value == null || value instanceof Map || value instanceof List) {
                throw new StepFailure(parameter + " " + Names.shown(String.valueOf(key)) + " is not text: give it a text");
            }
            copy.put(String.valueOf(key), value.toString());
        });
        return copy;
    }

    /** What was given; null for a blank text, as a form sends it for an empty field. */
    public static String given(String value) {
        return value == null || value.isBlank() ? null : value;
    }

    private static Map<?, ?> nonNull(Map<?, ?> map) {
        return map == null ? Map.of() : map;
    }
}
