package hudson.util;

import java.io.IOException;
import java.io.OutputStream;

/** An output stream that hands everything on. */
public abstract class DelegatingOutputStream extends OutputStream {
    protected OutputStream out;

    protected DelegatingOutputStream(OutputStream out) {
        if (out == null) {
            throw new IllegalArgumentException("null stream");
        }
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] b) throws IOException {
        out.write(b);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        out.write(b, off, len);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
