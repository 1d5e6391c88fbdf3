package io.jenkins.plugins.taskhub.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes what a process writes, line by line: masked, handed on to the log, the last lines kept for messages. A line
 * longer than {@value #LONGEST_LINE} bytes is cut, in such a way that no half of a secret is left at the cut.
 */
final class LogSink extends OutputStream {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int KEPT_LINES = 40;
    private static final int KEPT_CHARACTERS = 2_000;

    private final Masker masker;
    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Deque<String> tail = new ArrayDeque<>();
    private long dropped;

    /** @param log gets each masked line without its end */
    LogSink(Masker masker, Consumer<String> log) {
        this.masker = masker;
        this.log = log;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            end();
        } else if (line.size() < LONGEST_LINE) {
            line.write(b);
        } else {
            dropped++;
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** Hands on what is left of a last line without an end. */
    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            end();
        }
    }

    /** The last lines, masked, oldest first. */
    synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        text = masker.mask(text);
        if (dropped > 0) {
            text = text.substring(0, Math.max(0, text.length() - masker.longest())) + "… and " + dropped
                    + " bytes more, which are not kept";
        }
        line.reset();
        dropped = 0;
        log.accept(text);
        tail.addLast(text.length() > KEPT_CHARACTERS ? text.substring(0, KEPT_CHARACTERS) + "…" : text);
        if (tail.size() > KEPT_LINES) {
            tail.removeFirst();
        }
    }
}
