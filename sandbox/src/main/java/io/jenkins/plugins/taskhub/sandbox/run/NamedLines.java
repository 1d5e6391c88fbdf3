package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints whole lines, each with a name before it, so that several logs can be told apart on one screen. */
public final class NamedLines {
    private NamedLines() {
    }

    /** A stream whose lines go to another one; a last line without an end is printed when it is flushed and closed. */
    public static PrintStream to(PrintStream out, String name) {
        return new PrintStream(new Lines(out, name), false, StandardCharsets.UTF_8);
    }

    private static final class Lines extends OutputStream {
        private final PrintStream out;
        private final String name;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(PrintStream out, String name) {
            this.out = out;
            this.name = name;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                print();
            } else {
                line.write(b);
            }
        }

        private void print() {
            out.println("[" + name + "] " + line.toString(StandardCharsets.UTF_8));
            line.reset();
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            if (line.size() > 0) {
                print();
            }
            out.flush();
        }
    }
}
