package io.jenkins.plugins.taskhub.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lists and maps as a form's text area holds them: an entry a line, in a map {@code key=value}. A value is text; whole
 * numbers, true and false are such, and what is more than that (a list, a map, text that would be taken for something else)
 * is JSON.
 */
public final class FormText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIMPLE = "true|false|-?(0|[1-9][0-9]{0,8})";

    private FormText() {}

    /** A list or a map as the text area shows it; empty for null. */
    public static String of(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                    .collect(Collectors.joining("\n"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }
        return value == null ? "" : value.toString();
    }

    /** The entries of a list; empty lines are none. */
    public static List<String> list(String text) {
        return new ArrayList<>(text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    /**
     * The entries of a map; empty lines are none.
     *
     * @param parameter for messages
     * @throws StepFailure for a line that is no entry, or that is there twice
     */
    public static Map<String, Object> map(String parameter, String text) {
        var map = new LinkedHashMap<String, Object>();
        for (String line : list(text)) {
            int at = line.indexOf('=');
            if (at < 1) {
                throw new StepFailure(parameter + " has the line " + Names.shown(line) + ": write key=value, an entry a line");
            }
            String key = line.substring(0, at).strip();
            if (map.containsKey(key)) {
                throw new StepFailure(parameter + " has " + Names.shown(key) + " twice: leave one out");
            }
            map.put(key, value(line.substring(at + 1).strip()));
        }
        return map;
    }

    private static Object value(String text) {
        if (!text.matches(SIMPLE) && !text.matches("[\\[{\"].*")) {
            return text;
        }
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException none) {
            return text;
        }
    }

    private static String shown(Object value) {
        try {
            boolean plain = value instanceof String text && text.equals(text.strip()) && text.equals(value(text))
                    && text.lines().count() <= 1;
            return plain ? value.toString() : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StepFailure("a value cannot be shown: " + e.getOriginalMessage());
        }
    }
}
