package io.jenkins.plugins.taskhub.report;

import java.util.regex.Pattern;

/**
 * Other people's text in which nothing is hidden: control characters (so ANSI sequences too), characters that turn the
 * direction of reading, those without a width and marks in heaps are shown by their name. For HTML, where markup is
 * escaped too, and for logs.
 */
public final class VisibleText {

    /** Longer lines are cut. */
    static final int LONGEST_LINE = 2_000;

    /** Longer texts are cut. */
    static final int MOST_LINES = 5_000;

    /** So many accents and other marks may stand on one letter; more would cover the lines around. */
    private static final int MOST_MARKS = 4;

    /** Longer lines of a log are cut. */
    private static final int LONGEST_LOG_LINE = 10_000;

    /** What a terminal takes for a colour, bold and the like. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]{0,40}m");

    private final StringBuilder out = new StringBuilder();
    private final boolean marked;
    private int marks;

    private VisibleText(boolean marked) {
        this.marked = marked;
    }

    /**
     * Lines for a log or a message. Colours of terminals are left out; any other hidden character is written as
     * {@code \\u202E}; a line that is too long ends with how much is left out. Line ends and tabs stay.
     */
    public static String inLog(String text) {
        if (text == null || isHarmless(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length() + 16);
        String[] lines = COLOUR.matcher(text).replaceAll("").split("\r\n?|\n", -1);
        for (int i = 0; i < lines.length; i++) {
            clean.append(i > 0 ? "\n" : "");
            int end = lines[i].length() <= LONGEST_LOG_LINE ? lines[i].length() : cut(lines[i], LONGEST_LOG_LINE);
            lines[i].substring(0, end).codePoints().forEach(point -> appendPlain(clean, point));
            if (end < lines[i].length()) {
                clean.append("… ").append(lines[i].length() - end).append(" characters more are not shown");
            }
        }
        return clean.toString();
    }

    /** Most lines are: they are not copied. */
    private static boolean isHarmless(String text) {
        int lineBegan = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                lineBegan = i + 1;
            } else if (c < ' ' && c != '\t' || c > '~' && isHidden(c, Character.getType(c))
                    || i - lineBegan >= LONGEST_LOG_LINE) {
                return false;
            }
        }
        return true;
    }

    private static void appendPlain(StringBuilder clean, int point) {
        if (point != '\t' && isHidden(point, Character.getType(point))) {
            clean.append(String.format(point > 0xffff ? "\\u{%X}" : "\\u%04X", point));
        } else {
            clean.appendCodePoint(point);
        }
    }

    /** One line, as content of an element: line ends are shown by their name too. */
    static String line(String text) {
        return new VisibleText(true).render(text);
    }

    /** The same without elements in it, for an attribute or a title. */
    static String plain(String text) {
        return new VisibleText(false).render(text);
    }

    private String render(String text) {
        int length = text.length();
        int end = length <= LONGEST_LINE ? length : cut(text, LONGEST_LINE);
        text.substring(0, end).codePoints().forEach(this::append);
        if (end < length) {
            out.append(marked ? "<em class=\"taskhub-note\">" : "").append("… ").append(length - end)
                    .append(" characters more are not shown").append(marked ? "</em>" : "");
        }
        return out.toString();
    }

    private static int cut(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }

    private void append(int point) {
        int type = Character.getType(point);
        marks = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK ? marks + 1 : 0;
        switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\t' -> out.append("    ");
            default -> {
                if (isHidden(point, type) || marks > MOST_MARKS) {
                    name(String.format("U+%04X", point));
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isHidden(int point, int type) {
        return switch (type) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> isBlank(point);
        };
    }

    /** Letters and marks that look like nothing. */
    private static boolean isBlank(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }

    private void name(String name) {
        out.append(marked ? "<span class=\"taskhub-hidden\">" : "[").append(name).append(marked ? "</span>" : "]");
    }
}
