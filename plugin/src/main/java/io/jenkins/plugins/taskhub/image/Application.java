package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The application that goes into the images: built and tested by its own tool, and judged by its test reports. */
final class Application implements Serializable {
    private static final long serialVersionUID = 1L;

    private final BuildRequest request;
    private ArrayList<ToolRun> runs = new ArrayList<>();
    private TestCounts tests = TestCounts.NONE;
    private String failure;
    private long begun;

    Application(BuildRequest request) {
        this.request = request;
    }

    /** Says what will run, and when the build began by the agent's clock. */
    void plan(Sources sources) {
        runs = ToolRun.plan(request, sources);
        begun = sources.now();
    }

    /**
     * Builds and tests.
     *
     * @param wanted asked when it is about to begin
     */
    List<Phase> phases(BooleanSupplier wanted) {
        var phases = new ArrayList<Phase>();
        for (int i = 0; i < Sources.folders(request.images).size(); i++) {
            for (int k = 0; k < ToolRun.most(request); k++) {
                int run = i;
                int command = k;
                phases.add(Phase.process("Building and testing",
                        ports -> wanted.getAsBoolean() ? command(run, command, ports) : Optional.empty(),
                        (ports, outcome) -> ended(run, command, ports, outcome)));
            }
        }
        phases.add(Phase.await("Showing the tests", this::show));
        phases.add(Phase.call("Judging the tests", ports -> judge()));
        return phases;
    }

    /** How many tests there were. */
    TestCounts tests() {
        return tests;
    }

    /** The argument lists, for a dry run. */
    List<List<String>> commands() {
        return runs.stream().flatMap(run -> run.commands().stream()).toList();
    }

    private Optional<Command> command(int run, int command, Ports ports) {
        if (failure != null || run >= runs.size() || command >= runs.get(run).commands().size()) {
            return Optional.empty();
        }
        var found = runs.get(run);
        if (command == 0) {
            ports.log().line((request.test ? "Building and testing with " : "Building with ") + found.tool()
                    + (found.folder().equals(".") ? "" : " in " + found.folder()));
        }
        var made = Command.of(found.commands().get(command));
        return Optional.of(found.tool() == Tool.NPM ? made.with("CI", "true") : made);
    }

    private void ended(int run, int command, Ports ports, Outcome outcome) throws IOException, InterruptedException {
        var ended = runs.get(run);
        boolean last = command == ended.commands().size() - 1;
        TestCounts counts = TestCounts.NONE;
        if (last || !outcome.succeeded()) {
            counts = TestReports.read(ended.tool(), ended.folder(), begun, ports);
            tests = tests.and(counts);
            if (counts.total() > 0) {
                ports.log().line(counts.toString());
            } else if (request.test && outcome.succeeded()) {
                ports.log().line("No test report of " + ended.tool() + " was found: "
                        + String.join(", ", ended.tool().reports(ended.folder())));
            }
        }
        if (counts.failed() > 0) {
            failure = counts.failed() + " of " + counts.total() + (counts.total() == 1 ? " test" : " tests")
                    + " failed, so no image was built: " + counts.failures() + ". Mend them, then run the job again";
        } else if (!outcome.succeeded()) {
            failure = ended.tool() + " failed, so no image was built: "
                    + ImageProblem.of(ended.commands().get(command).get(0), outcome);
        } else if (counts.unreadable() != null) {
            failure = "the test report " + counts.unreadable() + ", so no image was built: look why the tests ended before it was "
                    + "whole";
        }
    }

    /** Where the reports cannot be shown, the log says so; the tests are judged all the same. */
    private CompletableFuture<?> show(Ports ports) throws IOException, InterruptedException {
        if (tests.total() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        String patterns = runs.stream().flatMap(run -> run.tool().reports(run.folder()).stream())
                .collect(Collectors.joining(","));
        var shown = ports.showTests(patterns);
        if (shown.isEmpty()) {
            ports.log().line("The test results are not on the build's page: this Jenkins has no step junit");
            return CompletableFuture.completedFuture(null);
        }
        return shown.get().handle((done, problem) -> {
            if (problem != null) {
                ports.log().line("The test results could not be shown on the build's page: " + problem.getMessage());
            }
            return null;
        });
    }

    private void judge() {
        if (failure != null) {
            throw new StepFailure(failure);
        }
    }
}
