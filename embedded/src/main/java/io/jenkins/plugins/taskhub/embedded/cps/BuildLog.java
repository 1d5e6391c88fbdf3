package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.StreamBuildListener;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

/** The log of a build. Many write to it at once; each line is written whole. */
public final class BuildLog {
    private static final ConcurrentHashMap<String, BuildLog> OPEN = new ConcurrentHashMap<>();

    private final OutputStream file;
    private boolean closed;
    private final List<Tap> taps = new CopyOnWriteArrayList<>();

    private BuildLog(Run<?, ?> run) {
        try {
            file = new FileOutputStream(run.getLogFile(), true);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the log of " + run, failure);
        }
    }

    /** The log of this build: opened when it is not open, continued when it exists. */
    public static BuildLog of(Run<?, ?> run) {
        return OPEN.computeIfAbsent(key(run), absent -> new BuildLog(run));
    }

    private static String key(Run<?, ?> run) {
        return run.getLogFile().getAbsolutePath();
    }

    /** Closes the log of this build. */
    public static void close(Run<?, ?> run) {
        var log = OPEN.remove(key(run));
        if (log != null) {
            synchronized (log) {
                log.closed = true;
                try {
                    log.file.close();
                } catch (IOException failure) {
                    throw new UncheckedIOException("cannot close the log of " + run, failure);
                }
            }
        }
    }

    /** Hears each line that is written from now on. */
    public void tap(Tap tap) {
        taps.add(tap);
    }

    /** Hears the lines of a log. */
    @FunctionalInterface
    public interface Tap {
        /**
         * A line was written, or a part of a line that a step wants to be seen at once.
         *
         * @param branch the innermost branch of a parallel that wrote it, or null
         * @param text with its line end, when it has one
         */
        void written(String branch, String text);
    }

    /** A listener that writes whole lines into this log. */
    public BuildListener listener() {
        return listener(null, null);
    }

    BuildListener listener(TaskListenerDecorator decorator, Strand strand) {
        OutputStream out = new Lines(strand == null ? null : strand.branch());
        if (decorator != null) {
            try {
                out = decorator.decorate(out);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot filter the log", failure);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        return new StreamBuildListener(new PrintStream(out, false, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Writes a line. */
    void line(String text, Strand strand) {
        write(strand == null ? null : strand.branch(), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a line about the Pipeline itself. */
    void pipeline(String text, Strand strand) {
        line("[Pipeline] " + text, strand);
    }

    /** What comes after the end of the build, from a step that was stopped, is dropped. */
    private synchronized void write(String branch, byte[] bytes) {
        if (closed) {
            return;
        }
        try {
            file.write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the log", failure);
        }
        if (!taps.isEmpty()) {
            var text = new String(bytes, StandardCharsets.UTF_8);
            taps.forEach(tap -> tap.written(branch, text));
        }
    }

    /** Collects bytes until a line is whole, or someone flushes. */
    private final class Lines extends OutputStream {
        private final String branch;
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

        Lines(String branch) {
            this.branch = branch;
        }

        @Override
        public synchronized void write(int b) {
            pending.write(b);
            if (b == '\n') {
                flush();
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            var end = offset + length;
            while (end > offset && bytes[end - 1] != '\n') {
                end--;
            }
            if (end > offset) {
                pending.write(bytes, offset, end - offset);
                flush();
            }
            pending.write(bytes, end, offset + length - end);
        }

        @Override
        public synchronized void flush() {
            if (pending.size() > 0) {
                var bytes = pending.toByteArray();
                pending.reset();
                BuildLog.this.write(branch, bytes);
            }
        }

        @Override
        public void close() {
            flush();
        }
    }
}
