package io.jenkins.plugins.taskhub.embedded.cps;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Stack traces as the author of a script can use them: the lines of scripts, and the place in Java that failed. */
final class ScriptTrace {
    private static final String MAIN_FILE = ScriptLoader.MAIN_CLASS + ".groovy";
    private static final Pattern MAIN = Pattern.compile(Pattern.quote(ScriptLoader.MAIN_CLASS) + "(\\.groovy)?(?=:)");
    /** Scripts that Embedded Jenkins brings are no lines of the author's. */
    private static final String OWN = "io.jenkins.plugins.taskhub.embedded.";
    private static final int JAVA_FRAMES = 3;

    private ScriptTrace() {}

    /** Puts the name that the author knows in the place of the main script's file. */
    static String rename(String text, String name) {
        return MAIN.matcher(text).replaceAll(Matcher.quoteReplacement(name));
    }

    /** The exception with its causes, trimmed. */
    static String of(Throwable failure, String name) {
        var text = new StringBuilder();
        append(text, failure, name, "", Collections.newSetFromMap(new IdentityHashMap<>()));
        return text.toString();
    }

    private static void append(StringBuilder text, Throwable failure, String name, String prefix, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return;
        }
        text.append(prefix).append(rename(failure.toString(), name)).append('\n');
        for (var frame : frames(failure)) {
            text.append("\tat ").append(frame.getClassName()).append('.').append(frame.getMethodName()).append('(')
                    .append(MAIN_FILE.equals(frame.getFileName()) ? name : frame.getFileName())
                    .append(frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "").append(")\n");
        }
        for (var suppressed : failure.getSuppressed()) {
            append(text, suppressed, name, "Also:   ", seen);
        }
        if (failure.getCause() != null) {
            append(text, failure.getCause(), name, "Caused by: ", seen);
        }
    }

    private static List<StackTraceElement> frames(Throwable failure) {
        var all = failure.getStackTrace();
        var first = Arrays.stream(all).takeWhile(frame -> !isMachinery(frame)).limit(JAVA_FRAMES);
        var groovy = Arrays.stream(all).filter(ScriptTrace::isScript);
        return Stream.concat(first, groovy).distinct().toList();
    }

    private static boolean isScript(StackTraceElement frame) {
        return frame.getFileName() != null && frame.getFileName().endsWith(".groovy") && !isMachinery(frame)
                && !frame.getClassName().startsWith(OWN) && !frame.getMethodName().startsWith("___cps");
    }

    private static boolean isMachinery(StackTraceElement frame) {
        var name = frame.getClassName();
        return name.startsWith("com.cloudbees.groovy.cps.") || name.startsWith("org.codehaus.groovy.")
                || name.startsWith("groovy.") || name.startsWith("java.") || name.startsWith("jdk.")
                || name.startsWith("sun.") || name.startsWith(ScriptTrace.class.getPackageName());
    }
}
