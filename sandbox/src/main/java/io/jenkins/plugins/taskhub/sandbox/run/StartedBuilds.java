package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

import hudson.model.Cause;
import jenkins.model.Jenkins;

/** Prints the logs of the builds that a build starts, each line with the name of its job. */
final class StartedBuilds {
    private final WorkflowRun starter;
    private final PrintStream out;
    private final Map<WorkflowRun, Followed> followed = new LinkedHashMap<>();

    /** A log that is printed. */
    private record Followed(LogFollower follower, PrintStream lines) {
    }

    StartedBuilds(WorkflowRun starter, PrintStream out) {
        this.starter = starter;
        this.out = out;
    }

    /** Takes up what was started since; called again and again. */
    void look() {
        for (var job : Jenkins.get().getItems(WorkflowJob.class)) {
            var last = job.getLastBuild();
            if (last != null && !followed.containsKey(last) && startedHere(last)) {
                var lines = NamedLines.to(out, job.getName());
                followed.put(last, new Followed(new LogFollower(last.getLogFile().toPath(), lines), lines));
            }
        }
    }

    /** Prints the rest of those that are over, and of the others what there is. */
    void finish() throws IOException, InterruptedException {
        look();
        for (var log : followed.values()) {
            log.follower().finish();
            log.lines().close();
        }
    }

    private boolean startedHere(WorkflowRun run) {
        return run.getCauses().stream().anyMatch(cause ->
                cause instanceof Cause.UpstreamCause upstream && upstream.pointsTo(starter));
    }
}
