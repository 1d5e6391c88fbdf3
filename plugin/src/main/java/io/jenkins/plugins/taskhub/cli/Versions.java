package io.jenkins.plugins.taskhub.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How programs are asked for their versions, and how the log tells which one a step uses. */
public final class Versions {
    private static final Map<String, List<String>> QUESTIONS = Map.ofEntries(
            Map.entry("/kaniko/executor", List.of("version")),
            Map.entry("buildah", List.of("--version")),
            Map.entry("docker", List.of("--version")),
            Map.entry("gradle", List.of("--version")),
            Map.entry("helm", List.of("version", "--short")),
            Map.entry("mvn", List.of("--version")),
            Map.entry("npm", List.of("--version")),
            Map.entry("terraform", List.of("version")),
            Map.entry("tofu", List.of("version")),
            Map.entry("trivy", List.of("--version")));
    /** The first number with a point in it; what comes after a plus sign says how it was built. */
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+(?:[.\\w-]*\\w)?");

    private Versions() {}

    /** Whether the log tells of a program. */
    public static boolean areTold(String program) {
        return QUESTIONS.containsKey(program);
    }

    /** The arguments with which a program tells its version. */
    static List<String> question(String program) {
        return QUESTIONS.get(program);
    }

    /**
     * What the log says of a program, such as {@code helm 3.21.4 at /usr/bin/helm}.
     *
     * @param answer the path in the first line, then what the program said; empty where there is no such program
     * @return empty where there is no such program
     */
    static String told(String program, String answer) {
        String path = answer.lines().findFirst().orElse("").strip();
        var number = NUMBER.matcher(answer.substring(Math.min(answer.length(), path.length())));
        String name = program.substring(program.lastIndexOf('/') + 1);
        return path.isEmpty() ? "" : name + (number.find() ? " " + number.group() : "") + " at " + path;
    }
}
