package hudson.model;

import hudson.console.HyperlinkNote;
import hudson.util.StreamTaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/** Where a task writes its log. */
public interface TaskListener extends SerializableOnlyOverRemoting {
    /** Forgets what is written. */
    TaskListener NULL = new StreamTaskListener(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);

    PrintStream getLogger();

    default Charset getCharset() {
        return Charset.defaultCharset();
    }

    /** Writes text that Jenkins' pages link. */
    default void hyperlink(String url, String text) throws IOException {
        getLogger().print(HyperlinkNote.encodeTo(url, text));
    }

    default PrintWriter error(String msg) {
        return line("ERROR: ", msg);
    }

    default PrintWriter error(String format, Object... args) {
        return error(String.format(format, args));
    }

    default PrintWriter fatalError(String msg) {
        return line("FATAL: ", msg);
    }

    default PrintWriter fatalError(String format, Object... args) {
        return fatalError(String.format(format, args));
    }

    private PrintWriter line(String prefix, String msg) {
        PrintWriter out = new PrintWriter(new OutputStreamWriter(getLogger(), getCharset()), true);
        out.println(prefix + msg);
        return out;
    }
}
