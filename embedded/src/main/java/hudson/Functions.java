package hudson;

import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Helpers of Jenkins' pages. */
public class Functions {
    public static boolean isWindows() {
        return File.pathSeparatorChar == ';';
    }

    public static String printThrowable(Throwable t) {
        if (t == null) {
            return "No Exception details";
        }
        StringWriter out = new StringWriter();
        t.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }

    public static void printStackTrace(Throwable t, PrintWriter pw) {
        pw.println(printThrowable(t).trim());
    }

    public static void printStackTrace(Throwable t, PrintStream ps) {
        ps.println(printThrowable(t).trim());
    }
}
