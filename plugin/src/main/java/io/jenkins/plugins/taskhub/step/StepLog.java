package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.report.VisibleText;
import java.io.PrintStream;
import java.util.function.UnaryOperator;

/**
 * The build log as a step writes it: every line begins with the feature in brackets, such as {@code [helm] }, and has
 * every known secret replaced and no hidden character. Safe to use from several threads.
 */
public final class StepLog {
    private final PrintStream out;
    private final String prefix;
    private final UnaryOperator<String> mask;

    /**
     * @param out the build's log
     * @param feature what stands in the brackets, such as {@code helm}
     * @param mask replaces secrets in a line
     */
    public StepLog(PrintStream out, String feature, UnaryOperator<String> mask) {
        this.out = out;
        this.prefix = "[" + feature + "] ";
        this.mask = mask;
    }

    /** Writes a line that names a phase or its outcome; a text of several lines becomes several lines. */
    public void line(String text) {
        write(prefix, text);
    }

    /** Writes a line that belongs to the phase above it: indented by two blanks. */
    public void detail(String text) {
        write(prefix + "  ", text);
    }

    /** Masked again where something was taken out of it: colours may have stood in the middle of a secret. */
    private String clean(String text) {
        String masked = mask.apply(text);
        String visible = VisibleText.inLog(masked);
        return visible.equals(masked) ? masked : mask.apply(visible);
    }

    private void write(String lead, String text) {
        var lines = new StringBuilder();
        clean(text).lines().forEach(line -> lines.append(lead).append(line).append('\n'));
        synchronized (out) {
            out.print(lines);
            out.flush();
        }
    }
}
