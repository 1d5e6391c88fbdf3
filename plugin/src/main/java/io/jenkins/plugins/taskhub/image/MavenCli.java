package io.jenkins.plugins.taskhub.image;

import java.util.ArrayList;
import java.util.List;

/** Builds the argument lists of Maven, one method a use, for one folder. */
final class MavenCli {
    private final String program;
    private final String folder;

    /**
     * @param folder the one with the pom.xml, relative to the workspace
     * @param wrapper the folder has a wrapper script
     */
    MavenCli(String folder, boolean wrapper) {
        this.program = wrapper ? "./" + Paths.below(folder, "mvnw") : "mvn";
        this.folder = folder;
    }

    /** Builds the application; with its tests, where these are not skipped. */
    List<String> build(List<String> goals, boolean test) {
        var arguments = start();
        arguments.addAll(goals.isEmpty() ? List.of(test ? "verify" : "package") : goals);
        if (!test) {
            arguments.add("-DskipTests");
        }
        return List.copyOf(arguments);
    }

    /** Runs a goal of a plugin that the project need not name, with properties of its own. */
    List<String> goal(String goal, List<String> properties) {
        var arguments = start();
        arguments.add(goal);
        properties.forEach(property -> arguments.add("-D" + property));
        return List.copyOf(arguments);
    }

    private List<String> start() {
        var arguments = new ArrayList<>(List.of(program, "--batch-mode", "--no-transfer-progress"));
        if (!folder.equals(".")) {
            arguments.addAll(List.of("--file", folder + "/pom.xml"));
        }
        return arguments;
    }
}
