package io.jenkins.plugins.taskhub.report;

/**
 * Text for HTML in which nothing is hidden: markup is escaped; control characters (so ANSI sequences too), characters
 * that turn the direction of reading and those without a width are shown by their name.
 */
final class VisibleText {

    /** Longer lines are cut. */
    static final int LONGEST_LINE = 2_000;

    /** Longer texts are cut. */
    static final int MOST_LINES = 5_000;

    private VisibleText() {}

    /** One line: line ends and tabs are shown by their name too. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int length = text.length();
        int end = length <= LONGEST_LINE ? length : cut(text, LONGEST_LINE);
        text.substring(0, end).codePoints().forEach(point -> append(out, point));
        if (end < length) {
            out.append("<em class=\"taskhub-note\">… ").append(length - end).append(" characters more</em>");
        }
        return out.toString();
    }

    private static int cut(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }

    private static void append(StringBuilder out, int point) {
        switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\t' -> out.append("    ");
            default -> {
                if (point < 0x20) {
                    name(out, String.valueOf((char) (0x2400 + point)));
                } else if (isHidden(point)) {
                    name(out, String.format("U+%04X", point));
                } else {
                    out.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static void name(StringBuilder out, String name) {
        out.append("<span class=\"taskhub-hidden\">").append(name).append("</span>");
    }
}
