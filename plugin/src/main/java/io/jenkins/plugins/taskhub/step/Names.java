package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for names that reach a command line, a label or a URL. Each method gives the value back when it is allowed
 * and throws a {@link StepFailure} with the parameter, the value and what is allowed when it is not.
 */
public final class Names {
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9.\\-\\[\\]:]+");
    private static final Pattern REPOSITORY;
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s?)?");

    static {
        String part = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
        String domain = part + "(?:\\." + part + ")*(?::[0-9]{1,5})?";
        String component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
        REPOSITORY = Pattern.compile("(?:" + domain + "/)?" + component + "(?:/" + component + ")*");
    }

    private Names() {}

    /** A value that must be there. */
    public static String required(String parameter, String value) {
        if (value == null || value.isBlank()) {
            throw new StepFailure(parameter + " is missing: give it a value");
        }
        return value;
    }

    /** An image tag, as registries allow it. */
    public static String imageTag(String parameter, String value) {
        return matching(TAG, parameter, value, "an image tag: up to 128 letters, digits, '_', '.' and '-', "
                + "beginning with a letter, a digit or '_'");
    }

    /** An image repository by the distribution grammar, such as {@code registry.example.com:5000/team/app}. */
    public static String imageRepository(String parameter, String value) {
        String allowed = "an image repository such as registry.example.com/team/app, in lower case and without a tag";
        matching(REPOSITORY, parameter, value, allowed);
        String first = value.substring(0, Math.max(0, value.indexOf('/')));
        boolean host = first.contains(".") || first.contains(":");
        if (!host && !first.equals(first.toLowerCase(Locale.ROOT))) {
            throw refused(parameter, value, allowed);
        }
        if (value.length() > 255) {
            throw refused(parameter, value, allowed + ", at most 255 characters");
        }
        return value;
    }

    /**
     * The host of a registry, with or without a port; plain http is for loopback alone.
     *
     * @return the host without a scheme
     */
    public static String registryHost(String parameter, String value) {
        String host = plain(parameter, value).replaceFirst("^https?://", "").replaceFirst("/$", "");
        if (!REGISTRY.matcher(host).matches()) {
            throw refused(parameter, value, "a host with or without a port, such as registry.example.com:5000");
        }
        if (value.startsWith("http://") && !ImageReference.parse(host + "/x").isOnLoopback()) {
            throw new StepFailure(parameter + " " + shown(value) + " speaks plain http, which is allowed for loopback "
                    + "only: give the registry a certificate and its name without http://");
        }
        return host;
    }

    /** A Kubernetes namespace: a DNS-1123 label. */
    public static String namespace(String parameter, String value) {
        return dns(LABEL, 63, parameter, value, "a namespace");
    }

    /** The name of a Helm release: DNS-1123, at most 53 characters. */
    public static String release(String parameter, String value) {
        return dns(SUBDOMAIN, 53, parameter, value, "a release name");
    }

    /** A file or folder inside the workspace, relative to it; only the text is judged, not what is on the disk. */
    public static String workspacePath(String parameter, String value) {
        String allowed = "a path inside the workspace, relative to it";
        plain(parameter, value);
        if (value.startsWith("/") || value.startsWith("~") || value.contains("\\")) {
            throw refused(parameter, value, allowed);
        }
        var segments = new ArrayDeque<String>();
        for (String segment : value.split("/")) {
            if (segment.equals("..") && segments.pollLast() == null) {
                throw refused(parameter, value, allowed);
            }
            if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
                segments.addLast(segment);
            }
        }
        return value;
    }

    /** Any text on one line that a command cannot take for an option. */
    public static String plain(String parameter, String value) {
        required(parameter, value);
        if (value.startsWith("-")) {
            throw new StepFailure(parameter + " " + shown(value) + " begins with '-' and could be taken for an option: "
                    + "give a value that does not");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw refused(parameter, value, "text on one line without control characters");
        }
        return value;
    }

    /** A span such as {@code 90s}, {@code 5m} or {@code 1h30m}; a bare number counts seconds; more than zero. */
    public static Duration duration(String parameter, String value) {
        required(parameter, value);
        var match = DURATION.matcher(value.strip());
        if (match.matches()) {
            var span = Duration.ofHours(number(match.group(1)))
                    .plusMinutes(number(match.group(2)))
                    .plusSeconds(number(match.group(3)));
            if (!span.isZero()) {
                return span;
            }
        }
        throw refused(parameter, value, "a span of time such as 90s, 5m or 1h30m");
    }

    /** A value as a message shows it: quoted, on one line, at most 80 characters. */
    public static String shown(String value) {
        var text = new StringBuilder("'");
        value.codePoints().limit(80).forEach(c -> {
            if (Character.isISOControl(c)) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.append(value.codePointCount(0, value.length()) > 80 ? "…'" : "'").toString();
    }

    private static String dns(Pattern pattern, int longest, String parameter, String value, String what) {
        String allowed = what + ": lower-case letters, digits and '-', beginning and ending with a letter or digit, "
                + "at most " + longest + " characters";
        matching(pattern, parameter, value, allowed);
        if (value.length() > longest) {
            throw refused(parameter, value, allowed);
        }
        return value;
    }

    private static String matching(Pattern pattern, String parameter, String value, String allowed) {
        required(parameter, value);
        if (!pattern.matcher(value).matches()) {
            throw refused(parameter, value, allowed);
        }
        return value;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static StepFailure refused(String parameter, String value, String allowed) {
        return new StepFailure(parameter + " " + shown(value) + " is not " + allowed);
    }
}
