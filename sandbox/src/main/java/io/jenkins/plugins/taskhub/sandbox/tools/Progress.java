package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What a long work tells while it goes on: on a terminal one line that is written over, elsewhere a new line now and
 * then, so that a log stays short. Thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final InstantSource clock;
    private Instant last = Instant.MIN;
    private boolean open;

    /** Progress for this process: rewrites its line where standard output is a terminal. */
    public static Progress onScreen(PrintStream out) {
        return new Progress(out, System.console() != null && System.getenv("TERM") != null, InstantSource.system());
    }

    Progress(PrintStream out, boolean terminal, InstantSource clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** A state that the next one replaces; may be left out where there is no terminal. */
    public synchronized void update(String text) {
        var now = clock.instant();
        if (terminal) {
            out.print("\r" + padded(text));
            open = true;
        } else if (last.equals(Instant.MIN) || !now.isBefore(last.plus(BETWEEN_LINES))) {
            out.println(text);
            last = now;
        }
        out.flush();
    }

    /** A line that stays. */
    public synchronized void line(String text) {
        endLine();
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void close() {
        endLine();
        out.flush();
    }

    private void endLine() {
        if (open) {
            out.print("\r" + padded("") + "\r");
            open = false;
        }
    }

    private static String padded(String text) {
        var cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
        return cut + " ".repeat(WIDTH - cut.length());
    }

    /** A duration as people say it: {@code 7 s}, {@code 3 min 20 s}. */
    public static String spoken(Duration duration) {
        var seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
