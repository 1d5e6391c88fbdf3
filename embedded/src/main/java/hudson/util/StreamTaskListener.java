package hudson.util;

import java.io.Closeable;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** A listener that writes to a stream. */
public class StreamTaskListener extends AbstractTaskListener implements Closeable {
    private static final long serialVersionUID = 1L;

    private final transient PrintStream out;
    private final transient Charset charset;

    public StreamTaskListener(PrintStream out) {
        this(out, Charset.defaultCharset(), out);
    }

    public StreamTaskListener(OutputStream out) {
        this(out, Charset.defaultCharset());
    }

    public StreamTaskListener(OutputStream out, Charset charset) {
        this(out, charset == null ? Charset.defaultCharset() : charset, null);
    }

    public StreamTaskListener(File out) throws IOException {
        this(out, Charset.defaultCharset());
    }

    public StreamTaskListener(File out, Charset charset) throws IOException {
        this(out, false, charset);
    }

    public StreamTaskListener(File out, boolean append, Charset charset) throws IOException {
        this(new FileOutputStream(out, append), charset);
    }

    private StreamTaskListener(OutputStream out, Charset charset, PrintStream printer) {
        this.out = printer != null ? printer : new PrintStream(out, false, charset);
        this.charset = charset;
    }

    public static StreamTaskListener fromStdout() {
        return new StreamTaskListener(System.out);
    }

    public static StreamTaskListener fromStderr() {
        return new StreamTaskListener(System.err);
    }

    @Override
    public PrintStream getLogger() {
        return out;
    }

    @Override
    public Charset getCharset() {
        return charset;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    public void closeQuietly() {
        out.close();
    }
}
