package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.registry.ImageReference;
import io.jenkins.plugins.taskhub.report.Report;
import io.jenkins.plugins.taskhub.report.Report.Status;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code taskhubBuild} tells, in the log and on the build's page. */
final class BuildLog {
    private BuildLog() {}

    /** From which commit which tags are made. */
    static void named(List<ImageLane> lanes, String branch, Commit commit, Ports ports) {
        ports.log().line(commit == null
                ? "No commit is known here (no git repository, no GIT_COMMIT), so the images cannot say where they come from"
                : "Commit " + commit.id() + (branch == null ? "" : " of " + branch));
        ports.log().line((lanes.size() == 1 ? "Image " : "Images ")
                + lanes.stream().map(ImageLane::image).map(ImageReference::toString).collect(Collectors.joining(", ")));
    }

    /** A command that a dry run leaves out. */
    static void would(List<String> command, Ports ports) {
        ports.log().line("Would run: " + String.join(" ", command));
    }

    /** How it ended. */
    static void done(BuildRequest request, List<ImageLane> lanes, TestCounts tests, BuilderChoice choice, Commit commit,
                     Ports ports) throws IOException, InterruptedException {
        if (request.dryRun) {
            ports.log().line("Dry run: nothing was built, nothing was pushed");
            return;
        }
        var rows = new ArrayList<List<?>>();
        for (ImageLane lane : lanes) {
            String state = lane.skipped() ? "was there already" : request.push ? "built and pushed" : "built, not pushed";
            rows.add(List.of(lane.image().name(), lane.target().version(), String.valueOf(lane.digest()), state));
            if (!lane.skipped()) {
                ports.log().line(lane.target() + (request.push ? " is in the registry as " + lane.digest()
                        + (request.latest ? ", and as latest" : "") : " is built and not pushed"));
            }
        }
        ports.build().report(new Report("Image " + lanes.get(0).image(), Status.GOOD)
                .fact("Commit", commit == null ? null : commit.id())
                .fact("Builder", choice.name())
                .fact("Tests", tests.total() == 0 ? null : tests.toString())
                .table("Images", List.of("Image", "Tag", "Digest", "State"), rows));
    }

    /** What an interruption leaves. */
    static void interrupted(List<ImageLane> lanes, Ports ports) {
        var pushed = lanes.stream().filter(lane -> !lane.skipped() && lane.digest() != null).map(ImageLane::target)
                .map(ImageReference::toString).toList();
        ports.log().line(pushed.isEmpty() ? "Interrupted: no tag was pushed; the registry is as it was"
                : "Interrupted: already in the registry: " + String.join(", ", pushed));
    }
}
