package io.jenkins.plugins.taskhub.kubernetes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Shows parsed YAML in one form, line by line, so that two objects can be compared by eye. Not meant to be parsed. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.$(][^\\p{Cc}]*");
    private static final Pattern NOT_PLAIN = Pattern.compile(".*(: | "
            + "#|:$).*|.*\\s|true|false|null|yes|no|on|off|~|[-+.0-9][-+.0-9eExXa-fA-F_:]*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private final List<String> lines = new ArrayList<>();

    private YamlText() {
    }

    static List<String> lines(Object content) {
        var text = new YamlText();
        text.value("", "", content);
        return text.lines;
    }

    private void value(String head, String indent, Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            boolean first = head.endsWith("- ");
            if (!first && !head.isEmpty()) {
                lines.add(head.stripTrailing());
            }
            for (var entry : map.entrySet()) {
                value((first ? head : indent) + entry.getKey() + ": ", indent + "  ", entry.getValue());
                first = false;
            }
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            lines.add(head.stripTrailing());
            var outer = head.endsWith("- ") ? indent : indent.substring(Math.min(2, indent.length()));
            list.forEach(item -> value(outer + "- ", outer + "  ", item));
        } else if (value instanceof String text && text.stripTrailing().indexOf('\n') >= 0) {
            lines.add(head + (text.endsWith("\n") ? "|" : "|-"));
            text.lines().forEach(line -> lines.add((indent + line).stripTrailing()));
        } else {
            lines.add(head + scalar(value));
        }
    }

    private static String scalar(Object value) {
        if (value instanceof String text) {
            return PLAIN.matcher(text).matches() && !NOT_PLAIN.matcher(text).matches() ? text
                    : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
                    + '"';
        }
        return value instanceof Map ? "{}" : value instanceof List ? "[]" : String.valueOf(value);
    }

    /** The value with the keys of its maps in the order in which another value has them; new keys stand behind. */
    static Object inOrderOf(Object model, Object value) {
        if (model instanceof Map<?, ?> modelMap && value instanceof Map<?, ?> map) {
            var ordered = new LinkedHashMap<Object, Object>();
            modelMap.forEach((key, item) -> {
                if (map.containsKey(key)) {
                    ordered.put(key, inOrderOf(item, map.get(key)));
                }
            });
            map.forEach((key, item) -> ordered.putIfAbsent(key, item));
            return ordered;
        }
        if (model instanceof List<?> modelList && value instanceof List<?> list) {
            var ordered = new ArrayList<Object>();
            for (int i = 0; i < list.size(); i++) {
                ordered.add(i < modelList.size() ? inOrderOf(modelList.get(i), list.get(i)) : list.get(i));
            }
            return ordered;
        }
        return value;
    }
}
