package hudson.console;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** An output stream that is told one line at a time, its line end included. */
public abstract class LineTransformationOutputStream extends OutputStream {
    private static final int LONGEST_LINE = 1 << 20;

    private byte[] buffer = new byte[512];
    private int length;

    /** One line: the first {@code len} bytes of {@code b}. */
    protected abstract void eol(byte[] b, int len) throws IOException;

    @Override
    public void write(int b) throws IOException {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, length * 2);
        }
        buffer[length++] = (byte) b;
        if (b == '\n' || length >= LONGEST_LINE) {
            forceEol();
        }
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        for (int i = off; i < off + len; i++) {
            write(b[i]);
        }
    }

    /** Hands on what is there of a line. */
    public void forceEol() throws IOException {
        if (length > 0) {
            int complete = length;
            length = 0;
            eol(buffer, complete);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        forceEol();
    }

    protected String trimEOL(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** One that hands on to another stream. */
    public abstract static class Delegating extends LineTransformationOutputStream {
        protected final OutputStream out;

        protected Delegating(OutputStream out) {
            this.out = out;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            super.close();
            out.close();
        }
    }
}
