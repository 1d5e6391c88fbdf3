package io.jenkins.plugins.taskhub.scan;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Path patterns as ignore files have them: {@code *}, {@code **}, {@code ?}, {@code [a-z]} and {@code {a,b}}. */
final class Glob {
    private Glob() {}

    /**
     * The pattern as a regular expression.
     *
     * @throws PatternSyntaxException when a bracket or brace is not closed
     */
    static Pattern pattern(String glob) {
        var regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i) && startsSegment(glob, i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("/**", i) && i + 3 == glob.length()) {
                regex.append("(?:/.*)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[') {
                int end = glob.indexOf(']', i + 2);
                if (end < 0) {
                    throw new PatternSyntaxException("[ is not closed", glob, i);
                }
                regex.append('[').append(glob.substring(i + 1, end).replaceFirst("^!", "^").replace("\\", "\\\\")
                        .replace("[", "\\[").replace("&&", "&\\&")).append(']');
                i = end;
            } else if (c == '{') {
                braces++;
                regex.append("(?:");
            } else if (c == '}' && braces > 0) {
                braces--;
                regex.append(')');
            } else if (c == ',' && braces > 0) {
                regex.append('|');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (braces > 0) {
            throw new PatternSyntaxException("{ is not closed", glob, glob.length());
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static boolean startsSegment(String glob, int at) {
        return at == 0 || glob.charAt(at - 1) == '/';
    }
}
