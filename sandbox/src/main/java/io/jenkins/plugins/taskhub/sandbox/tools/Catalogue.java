package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;

/**
 * What can be built from {@code tools/}: the programs of its own module by their names, and below it one module for each
 * further program, in a folder of the program's name. How they are compiled, and which of them the local cluster
 * needs, stands in {@code tools/build.args}, which the launcher reads too.
 */
final class Catalogue {
    static final String ARGUMENTS = "build.args";

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final List<String> cluster = new ArrayList<>();

    Catalogue(Path dir) throws IOException {
        var arguments = Files.readAllLines(dir.resolve(ARGUMENTS));
        var flags = arguments.stream().filter(argument -> argument.startsWith("-")).toList();
        arguments.stream().filter(argument -> !argument.startsWith("-")).map(Catalogue::lastPart)
                .forEach(cluster::add);
        var own = new GoModule(dir, flags);
        own.programs().forEach(program -> add(lastPart(program), program, own));
        try (var entries = Files.list(dir)) {
            for (var folder : entries.filter(entry -> Files.exists(entry.resolve("go.mod"))).sorted().toList()) {
                var module = new GoModule(folder, flags);
                var programs = module.programs();
                if (programs.size() != 1) {
                    throw new IllegalStateException(folder + "/go.mod: expected one tool, found " + programs);
                }
                add(folder.getFileName().toString(), programs.get(0), module);
            }
        }
    }

    private void add(String name, String goPackage, GoModule module) {
        tools.put(name, new Tool(name, goPackage, module));
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** @throws CommandFailure when there is none of that name */
    Tool get(String name) {
        var tool = tools.get(name);
        if (tool == null) {
            throw CommandFailure.wrongUsage("There is no tool " + name + ". There are: "
                    + String.join(", ", tools.keySet()) + ".");
        }
        return tool;
    }

    Collection<Tool> all() {
        return tools.values();
    }

    /** What the local cluster and its jobs need. */
    List<String> ofCluster() {
        return cluster;
    }
}
