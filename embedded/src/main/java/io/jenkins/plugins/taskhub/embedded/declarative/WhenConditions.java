package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import hudson.model.Cause;
import hudson.model.Run;

/** The conditions of {@code when} that need no step. */
final class WhenConditions {
    private WhenConditions() {
    }

    static boolean meets(Run<?, ?> run, String condition, Map<String, Object> arguments, String variable) {
        return switch (condition) {
            case "branch", "tag" -> variable != null && (!arguments.containsKey("pattern")
                    || matches(string(arguments, "pattern"), string(arguments, "comparator"), variable));
            case "buildingTag" -> variable != null && !variable.isEmpty();
            case "environment" -> equal(string(arguments, "value"), variable,
                    Boolean.TRUE.equals(arguments.get("ignoreCase")));
            case "equals" -> Objects.equals(arguments.get("expected"), arguments.get("actual"))
                    || equal(string(arguments, "expected"), string(arguments, "actual"), false);
            case "triggeredBy" -> triggered(run, arguments);
            default -> throw new IllegalArgumentException("Unknown condition of when: " + condition);
        };
    }

    private static String string(Map<String, Object> arguments, String name) {
        Object value = arguments.get(name);
        return value == null ? null : value.toString();
    }

    private static boolean equal(String expected, String actual, boolean ignoreCase) {
        String value = actual == null ? "" : actual;
        return ignoreCase ? value.equalsIgnoreCase(expected) : value.equals(expected);
    }

    private static boolean triggered(Run<?, ?> run, Map<String, Object> arguments) {
        String wanted = arguments.containsKey("value") ? string(arguments, "value") : string(arguments, "cause");
        String detail = string(arguments, "detail");
        for (Cause cause : run.getCauses()) {
            String type = cause.getClass().getSimpleName();
            boolean known = type.equals(wanted) || cause.getClass().getName().equals(wanted)
                    || cause instanceof Cause.UpstreamCause && "BuildUpstreamCause".equals(wanted);
            if (known && (detail == null || cause instanceof Cause.UserIdCause user
                    && detail.equals(user.getUserId()))) {
                return true;
            }
        }
        return false;
    }

    /** A pattern in the manner of Ant ({@code release/*}), a regular expression, or the very name. */
    static boolean matches(String pattern, String comparator, String value) {
        return switch (comparator == null ? "GLOB" : comparator) {
            case "EQUALS" -> value.equals(pattern);
            case "REGEXP" -> value.matches(pattern);
            case "GLOB" -> glob(pattern).matcher(value).matches();
            default -> throw new IllegalArgumentException("comparator takes EQUALS, GLOB or REGEXP, not " + comparator);
        };
    }

    private static Pattern glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
