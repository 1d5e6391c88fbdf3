package hudson.util;

import hudson.console.LineTransformationOutputStream;
import java.io.Closeable;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A listener that writes lines to a logger. */
public class LogTaskListener extends AbstractTaskListener implements Closeable {
    private static final long serialVersionUID = 1L;

    private final transient PrintStream out;

    public LogTaskListener(Logger logger, Level level) {
        out = new PrintStream(new LineTransformationOutputStream() {
            @Override
            protected void eol(byte[] b, int len) {
                logger.log(level, trimEOL(new String(b, 0, len, getCharset())));
            }
        }, true, Charset.defaultCharset());
    }

    @Override
    public PrintStream getLogger() {
        return out;
    }

    @Override
    public void close() {
        out.close();
    }
}
