package io.jenkins.plugins.taskhub.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values given one by one, as the tree that helm reads from a values file. They never become arguments: so no value can
 * be taken for an option, for helm's own {@code --set} syntax, or be read in the process list.
 */
final class ValuesTree {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> root = new LinkedHashMap<>();

    /**
     * Adds a value.
     *
     * @param parameter for messages
     * @param key a path with dots; a dot that belongs to a name is written {@code \.}
     * @param value text, number, boolean, null, list or map
     */
    void put(String parameter, String key, Object value) {
        var path = path(parameter, key);
        var node = root;
        for (String name : path.subList(0, path.size() - 1)) {
            Object child = node.computeIfAbsent(name, any -> new LinkedHashMap<String, Object>());
            if (!(child instanceof LinkedHashMap<?, ?>)) {
                throw new StepFailure(parameter + " " + Names.shown(key) + " goes below a value that is given too: "
                        + "give one of the two");
            }
            node = branch(child);
        }
        String last = path.get(path.size() - 1);
        if (node.get(last) instanceof LinkedHashMap<?, ?>) {
            throw new StepFailure(parameter + " " + Names.shown(key) + " is given, and so is a value below it: "
                    + "give one of the two");
        }
        node.put(last, value);
    }

    /** Nothing was put. */
    boolean isEmpty() {
        return root.isEmpty();
    }

    /** As JSON, which is YAML too. */
    String json() {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new StepFailure("the values given by set cannot be written as JSON: give texts, numbers, booleans, "
                    + "lists and maps", e);
        }
    }

    /** Checks a key without putting anything. */
    static void check(String parameter, String key) {
        path(parameter, key);
    }

    /** Text as helm's {@code --set} would read it: true, false, null and whole numbers are no text. */
    static Object typed(Object value) {
        if (!(value instanceof CharSequence)) {
            return value;
        }
        String text = value.toString();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        if (text.equalsIgnoreCase("null")) {
            return null;
        }
        return text.matches("0|-?[1-9]\\d{0,17}") ? (Object) Long.valueOf(text) : text;
    }

    private static List<String> path(String parameter, String key) {
        Names.plain(parameter, key);
        var names = new ArrayList<String>();
        var name = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\' && i + 1 < key.length() && key.charAt(i + 1) == '.') {
                name.append('.');
                i++;
            } else if (c == '.') {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        if (names.stream().anyMatch(String::isEmpty) || key.contains("[") || key.contains("]")) {
            throw new StepFailure(parameter + " " + Names.shown(key) + " is not a path such as image.tag; a list cannot "
                    + "be set by index: put the whole list into a values file");
        }
        return names;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> branch(Object child) {
        return (Map<String, Object>) child;
    }
}
