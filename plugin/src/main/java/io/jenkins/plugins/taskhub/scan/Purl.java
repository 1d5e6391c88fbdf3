package io.jenkins.plugins.taskhub.scan;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A package URL, taken apart as far as it is compared: {@code pkg:deb/debian/bash@5.0-4?arch=amd64}.
 *
 * @param name type, namespace and name, {@code pkg:deb/debian/bash}
 * @param version empty where there is none
 */
record Purl(String name, String version, LinkedHashMap<String, String> qualifiers) implements Serializable {
    /** Reads one; a text that is none becomes a name that matches itself. */
    static Purl of(String text) {
        String rest = text.contains("#") ? text.substring(0, text.indexOf('#')) : text;
        var qualifiers = new LinkedHashMap<String, String>();
        int question = rest.indexOf('?');
        if (question >= 0) {
            for (String pair : rest.substring(question + 1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    qualifiers.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                }
            }
            rest = rest.substring(0, question);
        }
        int at = rest.lastIndexOf('@');
        boolean versioned = at > rest.lastIndexOf('/');
        return new Purl(decoded(versioned ? rest.substring(0, at) : rest),
                versioned ? decoded(rest.substring(at + 1)) : "", qualifiers);
    }

    /** The {@link #name} alone of a package URL. */
    static String nameOf(String text) {
        int end = text.length();
        for (char mark : new char[] {'#', '?'}) {
            int at = text.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        int at = text.lastIndexOf('@', end - 1);
        return decoded(text.substring(0, at > text.lastIndexOf('/', end - 1) ? at : end));
    }

    /** Whether a package is meant: same name, and the same version and qualifiers where this names them. */
    boolean matches(Purl other) {
        return name.equals(other.name) && (version.isEmpty() || version.equals(other.version))
                && qualifiers.entrySet().stream().allMatch(each ->
                        each.getValue().equals(((Map<String, String>) other.qualifiers).get(each.getKey())));
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
