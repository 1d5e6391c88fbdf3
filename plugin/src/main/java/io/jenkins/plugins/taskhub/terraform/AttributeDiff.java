package io.jenkins.plugins.taskhub.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares a resource before and after, attribute by attribute. What the plan marks as sensitive on either side is
 * never shown: neither the value, nor its length, nor its parts.
 */
final class AttributeDiff {
    static final String SENSITIVE = "(sensitive value)";
    static final String UNKNOWN = "(known after apply)";
    private static final String NONE = "";
    private static final Set<String> EMPTY = Set.of(NONE, "{}", "[]", "\"\"");

    private final ArrayList<Row> rows = new ArrayList<>();
    private final Set<String> replacing;
    private final Consumer<String> secrets;

    /**
     * An attribute that changes.
     *
     * @param path such as {@code input.tags["team"]} or {@code ports[0]}
     * @param before empty where there is none
     * @param after empty where there is none
     */
    record Row(String path, String before, String after, boolean forcesReplacement) {
        /** Nothing became an empty collection or text, or the other way round. */
        boolean emptyOnBothSides() {
            return EMPTY.contains(before) && EMPTY.contains(after);
        }
    }

    private AttributeDiff(Set<String> replacing, Consumer<String> secrets) {
        this.replacing = replacing;
        this.secrets = secrets;
    }

    /**
     * Reads a {@code change} of a plan.
     *
     * @param secrets told every text that is marked as sensitive
     */
    static List<Row> of(JsonNode change, Consumer<String> secrets) {
        var replacing = new LinkedHashSet<String>();
        change.path("replace_paths").forEach(path -> replacing.add(path(path)));
        var diff = new AttributeDiff(replacing, secrets);
        diff.compare("", change.path("before"), change.path("after"), change.path("after_unknown"),
                change.path("before_sensitive"), change.path("after_sensitive"));
        return diff.rows;
    }

    private void compare(String path, JsonNode before, JsonNode after, JsonNode unknown, JsonNode hiddenBefore,
                         JsonNode hiddenAfter) {
        if (isTrue(hiddenBefore) || isTrue(hiddenAfter)) {
            learn(before);
            learn(after);
            if (isTrue(unknown) || !same(before, after)) {
                add(path, absent(before) ? NONE : SENSITIVE, absent(after) && !isTrue(unknown) ? NONE : SENSITIVE);
            }
        } else if (isTrue(unknown)) {
            add(path, wholeText(before, hiddenBefore), UNKNOWN);
        } else if (container(before) || container(after) || container(unknown)) {
            parts(path, before, after, unknown, hiddenBefore, hiddenAfter);
        } else if (!same(before, after)) {
            add(path, text(before), text(after));
        }
    }

    private void parts(String path, JsonNode before, JsonNode after, JsonNode unknown, JsonNode hiddenBefore,
                       JsonNode hiddenAfter) {
        if (!container(before) && !absent(before)) {
            add(path, text(before), NONE);
        }
        if (!container(after) && !absent(after)) {
            add(path, NONE, text(after));
        }
        int found = rows.size();
        if (before.isArray() || after.isArray() || unknown.isArray() && !before.isObject() && !after.isObject()) {
            int size = Math.max(before.size(), Math.max(after.size(), unknown.size()));
            for (int i = 0; i < size; i++) {
                compare(path + "[" + i + "]", before.path(i), after.path(i), unknown.path(i), hiddenBefore.path(i),
                        hiddenAfter.path(i));
            }
        }
        var names = new LinkedHashSet<String>();
        List.of(before, after, unknown).forEach(each -> each.fieldNames().forEachRemaining(names::add));
        names.forEach(name -> compare(child(path, name), before.path(name), after.path(name), unknown.path(name),
                hiddenBefore.path(name), hiddenAfter.path(name)));
        if (rows.size() == found && !path.isEmpty() && before.isContainerNode() != after.isContainerNode()) {
            add(path, before.isContainerNode() ? empty(before) : NONE, after.isContainerNode() ? empty(after) : NONE);
        }
    }

    private boolean forcesReplacement(String path) {
        return replacing.stream().anyMatch(each -> path.equals(each) || path.startsWith(each + ".")
                || path.startsWith(each + "["));
    }

    private void add(String path, String before, String after) {
        rows.add(new Row(path, before, after, forcesReplacement(path)));
    }

    /** A value that is shown as a whole, unless a part of it is sensitive. */
    private String wholeText(JsonNode value, JsonNode hidden) {
        if (value.isContainerNode() && anySensitive(hidden)) {
            learn(value);
            return SENSITIVE;
        }
        return text(value);
    }

    private static boolean anySensitive(JsonNode marks) {
        if (isTrue(marks)) {
            return true;
        }
        for (JsonNode mark : marks) {
            if (anySensitive(mark)) {
                return true;
            }
        }
        return false;
    }

    private void learn(JsonNode value) {
        if (value.isTextual()) {
            secrets.accept(value.textValue());
        } else if (value.isNumber()) {
            secrets.accept(value.asText());
        }
        value.forEach(this::learn);
    }

    private static boolean isTrue(JsonNode mark) {
        return mark.isBoolean() && mark.booleanValue();
    }

    private static boolean container(JsonNode value) {
        return value.isContainerNode();
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean same(JsonNode before, JsonNode after) {
        return absent(before) && absent(after) || before.equals(after);
    }

    private static String empty(JsonNode value) {
        return value.isArray() ? "[]" : "{}";
    }

    private static String text(JsonNode value) {
        return absent(value) ? NONE : value.isTextual() ? "\"" + value.textValue() + "\"" : value.toString();
    }

    private static String path(JsonNode steps) {
        String path = "";
        for (JsonNode step : steps) {
            path = step.isNumber() ? path + "[" + step.asText() + "]" : child(path, step.asText());
        }
        return path;
    }

    private static String child(String path, String name) {
        if (name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
            return path.isEmpty() ? name : path + "." + name;
        }
        return path + "[\"" + name + "\"]";
    }
}
