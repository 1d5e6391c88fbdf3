package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What the output of a build tool or a builder means, in one sentence with what to do. */
final class ImageProblem {
    private static final int LONGEST = 600;
    private static final int MOST_LINES = 2;
    private static final Pattern LEAD = Pattern.compile("^(?:\\[ERROR\\]|npm (?:ERR!|error)|ERROR:|Error:|error:|FATA?L?\\S*)\\s*");
    private static final Pattern ERROR = Pattern.compile("(?i)^\\s*(?:\\[ERROR\\]|npm (?:ERR!|error)|error(?:\\[\\d+])?:|failed to"
            + "|denied:|unauthorized:|fatal|\\* what went wrong|execution failed|time=\\S+ level=(?:error|fatal))|"
            + "no space left on device");
    private static final Map<Pattern, String> ADVICE = advice();

    private ImageProblem() {}

    /** Why a command of {@code program} failed, in one line. */
    static String of(String program, Outcome outcome) {
        if (outcome.status() == 127 || outcome.status() == 126) {
            return program + " cannot be started on the agent (is it installed, and on the PATH?): install it there, or run the "
                    + "step in a container that has it";
        }
        if (outcome.status() < 0) {
            return "the agent lost the process of " + program + " (was it restarted?): run the job again";
        }
        if (outcome.status() == 137 || outcome.status() == 143) {
            return program + " was killed (status " + outcome.status() + "), by somebody or for want of memory: give the agent "
                    + "more memory, then run the job again";
        }
        var errors = errors(outcome.tail());
        if (errors.isEmpty()) {
            return program + " ended with status " + outcome.status() + " and said nothing: run it by hand on the agent";
        }
        String said = shortened(String.join("; ", errors.subList(0, Math.min(MOST_LINES, errors.size()))));
        String all = String.join("\n", errors).toLowerCase(Locale.ROOT);
        return ADVICE.entrySet().stream().filter(e -> e.getKey().matcher(all).find()).findFirst()
                .map(e -> said + ": " + e.getValue()).orElse(said);
    }

    /** The lines that look like an error; else the last one. */
    private static List<String> errors(List<String> tail) {
        var lines = tail.stream().filter(line -> ERROR.matcher(line).find()).map(ImageProblem::plain)
                .filter(line -> !line.isEmpty()).distinct().toList();
        if (lines.isEmpty()) {
            lines = tail.stream().map(ImageProblem::plain).filter(line -> !line.isEmpty()).toList();
            lines = lines.isEmpty() ? lines : lines.subList(lines.size() - 1, lines.size());
        }
        return lines;
    }

    private static String plain(String line) {
        return LEAD.matcher(line.strip()).replaceFirst("").replaceAll("\\s+", " ").strip();
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }

    private static Map<Pattern, String> advice() {
        var advice = new LinkedHashMap<Pattern, String>();
        advice.put(Pattern.compile("no space left on device|disk quota exceeded|not enough space"),
                "the disk of the agent is full. Free some of it (docker system prune or buildah prune removes old images), then "
                        + "run the job again");
        advice.put(Pattern.compile("server gave http response to https client|ssl ?exception|certificate|insecure registry|"
                + "x509:"), "the registry speaks no trusted TLS. Plain http is for loopback only; give the registry a certificate "
                + "that the agent trusts");
        advice.put(Pattern.compile("unauthorized|denied|authentication required|forbidden|\\b40[13]\\b|no basic auth"),
                "the registry refuses. Check the credential of registryCredentialsId, and that its user may push to this "
                        + "repository");
        advice.put(Pattern.compile("toomanyrequests|too many requests|\\b429\\b"),
                "the registry takes no more requests from here for now. Log in with registryCredentialsId, or run it later");
        advice.put(Pattern.compile("connection refused|no such host|i/o timeout|connection reset|unknownhost|connect timed out|"
                + "unexpected eof|connectexception"), "the registry cannot be reached from the agent. Check its name and the "
                + "network, then run the job again");
        advice.put(Pattern.compile("manifest unknown|name unknown|not found: manifest"),
                "an image that the Dockerfile begins with is not in its registry. Correct FROM");
        return advice;
    }
}
