package io.jenkins.plugins.taskhub.image;

import java.util.ArrayList;
import java.util.List;

/** Builds the argument lists of Gradle, one method a use, for one folder. */
final class GradleCli {
    private final String program;
    private final String folder;

    /**
     * @param folder the one with the build or the settings, relative to the workspace
     * @param wrapper the folder has a wrapper script
     */
    GradleCli(String folder, boolean wrapper) {
        this.program = wrapper ? "./" + Paths.below(folder, "gradlew") : "gradle";
        this.folder = folder;
    }

    /** Builds the application; with its tests, where these are not skipped. */
    List<String> build(List<String> tasks, boolean test) {
        var arguments = start();
        if (tasks.isEmpty()) {
            arguments.add(test ? "build" : "assemble");
        } else {
            arguments.addAll(tasks);
            if (!test) {
                arguments.addAll(List.of("--exclude-task", "test"));
            }
        }
        return List.copyOf(arguments);
    }

    /**
     * Runs a task of a plugin that an init script brings, with system properties of its own.
     *
     * @param script absolute path of the init script
     */
    List<String> task(String task, String script, List<String> properties) {
        var arguments = start();
        arguments.addAll(List.of("--init-script", script, task));
        properties.forEach(property -> arguments.add("-D" + property));
        return List.copyOf(arguments);
    }

    private List<String> start() {
        var arguments = new ArrayList<>(List.of(program, "--no-daemon", "--console=plain"));
        if (!folder.equals(".")) {
            arguments.addAll(List.of("--project-dir", folder));
        }
        return arguments;
    }
}
