package io.jenkins.plugins.taskhub.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes text that anybody may have written into a pod's log or an event fit to be shown in a build log. */
final class LogText {
    static final int MAX_LINE = 1_000;
    private static final Pattern ESCAPE = Pattern.compile(
            "\u001b(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?|.)?");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\t]]");
    private static final Pattern TELLING =
            Pattern.compile("\\b(fatal|panic|error|exception|failed|denied|refused)\\b|(Error|Exception):",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern STACK_FRAME = Pattern.compile("^\\s*(at |\\.\\.\\. \\d+ more|File \").*");

    private LogText() {
    }

    /**
     * The lines of a text, each without control characters and of limited length; blank lines at the end are left out.
     */
    static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        text.lines().forEach(line -> lines.add(clean(line)));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /**
     * One line of it: control characters and colours gone, tabs and line ends made blanks, at most 1,000 characters.
     */
    static String clean(String text) {
        if (text == null) {
            return "";
        }
        var head = text.length() > 4 * MAX_LINE ? text.substring(0, 4 * MAX_LINE) : text;
        var oneLine = ESCAPE.matcher(head).replaceAll("").replaceAll("[\\r\\n\\t]+", " ");
        return shorten(CONTROL.matcher(oneLine).replaceAll("").stripTrailing(), MAX_LINE);
    }

    static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** The last line that speaks of an error, else the last one that is not blank, else nothing. */
    static String mostTelling(List<String> lines) {
        var last = "";
        for (int i = lines.size() - 1; i >= 0; i--) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || STACK_FRAME.matcher(line).matches()) {
                continue;
            }
            if (TELLING.matcher(line).find()) {
                return line;
            }
            last = last.isEmpty() ? line : last;
        }
        return last;
    }
}
