package io.jenkins.plugins.taskhub.image;

import java.util.ArrayList;
import java.util.List;

/** Builds the argument lists of npm, one method a subcommand, for one folder. */
final class NpmCli {
    private final String folder;

    /** @param folder the one with the package.json, relative to the workspace */
    NpmCli(String folder) {
        this.folder = folder;
    }

    /** Brings the dependencies: exactly those of the lock file, where there is one. */
    List<String> install(boolean locked) {
        var arguments = start(locked ? "ci" : "install");
        arguments.addAll(List.of("--no-audit", "--no-fund"));
        return List.copyOf(arguments);
    }

    /** Runs a script of the package. */
    List<String> run(String script) {
        var arguments = start("run");
        arguments.add(script);
        return List.copyOf(arguments);
    }

    /** Runs a script of the package; nothing where the package has none of that name. */
    List<String> runIfPresent(String script) {
        var arguments = start("run");
        arguments.addAll(List.of(script, "--if-present"));
        return List.copyOf(arguments);
    }

    private List<String> start(String subcommand) {
        var arguments = new ArrayList<>(List.of("npm"));
        if (!folder.equals(".")) {
            arguments.addAll(List.of("--prefix", folder));
        }
        arguments.add(subcommand);
        return arguments;
    }
}
