package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One run of a build tool, in one folder.
 *
 * @param tool which
 * @param folder where, relative to the workspace
 * @param commands its argument lists, to be run one after the other
 */
record ToolRun(Tool tool, String folder, List<List<String>> commands) implements Serializable {

    /**
     * What has to run: in the workspace where that has a build file, else in each context that has one.
     *
     * @throws StepFailure where the tool that was asked for has no build file
     */
    static ArrayList<ToolRun> plan(BuildRequest request, Sources sources) {
        var runs = new ArrayList<ToolRun>();
        if (request.tool.equals("none")) {
            return runs;
        }
        for (String folder : Sources.folders(request.images)) {
            if (runs.isEmpty() || !runs.get(0).folder().equals(".")) {
                find(request, sources, folder, runs);
            }
        }
        if (runs.isEmpty() && !request.tool.equals(BuildRequest.AUTO)) {
            throw new StepFailure("tool is " + request.tool + ", and there is no " + named(request).file() + " in "
                    + Names.shown(String.join(", ", Sources.folders(request.images)))
                    + ": correct context, run the step in the folder that has it, or give another tool");
        }
        if (runs.isEmpty() && !request.goals.isEmpty()) {
            throw new StepFailure("goals are given, and no build file of Maven, Gradle or npm is in "
                    + Names.shown(String.join(", ", Sources.folders(request.images))) + ": leave goals out, or correct context");
        }
        return runs;
    }

    /** The most commands that a run can have. */
    static int most(BuildRequest request) {
        return Math.max(3, request.goals.size() + 1);
    }

    private static void find(BuildRequest request, Sources sources, String folder, List<ToolRun> runs) {
        if (request.tool.equals(BuildRequest.AUTO)) {
            Tool.of(sources, folder).ifPresent(tool -> runs.add(of(request, sources, folder, tool)));
        } else if (named(request).isIn(sources, folder)) {
            runs.add(of(request, sources, folder, named(request)));
        }
    }

    private static Tool named(BuildRequest request) {
        return Tool.valueOf(request.tool.toUpperCase(Locale.ROOT));
    }

    private static ToolRun of(BuildRequest request, Sources sources, String folder, Tool tool) {
        var commands = new ArrayList<List<String>>();
        switch (tool) {
            case MAVEN -> commands.add(new MavenCli(folder, sources.has(folder, "mvnw")).build(request.goals, request.test));
            case GRADLE -> commands.add(new GradleCli(folder, sources.has(folder, "gradlew"))
                    .build(request.goals, request.test));
            case NPM -> {
                var npm = new NpmCli(folder);
                commands.add(npm.install(sources.has(folder, "package-lock.json", "npm-shrinkwrap.json")));
                request.goals.forEach(script -> commands.add(npm.run(script)));
                if (request.goals.isEmpty()) {
                    if (request.test) {
                        commands.add(npm.runIfPresent("test"));
                    }
                    commands.add(npm.runIfPresent("build"));
                }
            }
        }
        return new ToolRun(tool, folder, commands);
    }
}
