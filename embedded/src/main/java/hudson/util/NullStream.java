package hudson.util;

import java.io.OutputStream;

/** Forgets what is written. */
public final class NullStream extends OutputStream {
    @Override
    public void write(int b) {
    }

    @Override
    public void write(byte[] b, int off, int len) {
    }
}
