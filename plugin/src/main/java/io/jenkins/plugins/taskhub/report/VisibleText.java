package io.jenkins.plugins.taskhub.report;

/**
 * Text for HTML in which nothing is hidden: markup is escaped; control characters (so ANSI sequences too), characters
 * that turn the direction of reading, those without a width and marks in heaps are shown by their name.
 */
final class VisibleText {

    /** Longer lines are cut. */
    static final int LONGEST_LINE = 2_000;

    /** Longer texts are cut. */
    static final int MOST_LINES = 5_000;

    /** So many accents and other marks may stand on one letter; more would cover the lines around. */
    private static final int MOST_MARKS = 4;

    private final StringBuilder out = new StringBuilder();
    private final boolean marked;
    private int marks;

    private VisibleText(boolean marked) {
        this.marked = marked;
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
                if (point < 0x20) {
                    name(String.valueOf((char) (0x2400 + point)));
                } else if (isHidden(point, type) || marks > MOST_MARKS) {
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
