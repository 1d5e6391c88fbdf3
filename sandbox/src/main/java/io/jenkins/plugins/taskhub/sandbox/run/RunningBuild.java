package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;

/** A build that runs. */
public final class RunningBuild {
    private static final long LOOK_MILLIS = 20;

    private final WorkflowRun run;
    private final PromptDesk prompts;
    private LogFollower follower;
    private StartedBuilds started;

    RunningBuild(WorkflowRun run, PromptDesk prompts) {
        this.run = run;
        this.prompts = prompts;
    }

    static List<RunningBuild> all(PromptDesk prompts) {
        List<RunningBuild> found = new ArrayList<>();
        for (FlowExecution execution : FlowExecutionList.get()) {
            try {
                found.add(new RunningBuild((WorkflowRun) execution.getOwner().getExecutable(), prompts));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** The build itself, for what the rest of this class does not offer. */
    public WorkflowRun run() {
        return run;
    }

    /** Who answers its prompts from now on. */
    public RunningBuild answers(Answers who) {
        prompts.answeredBy(who);
        return this;
    }

    /** Prints what the log has and what is added to it, and the logs of builds that it starts. */
    public RunningBuild follow(PrintStream out) {
        follower = new LogFollower(run.getLogFile().toPath(), out);
        started = new StartedBuilds(run, out);
        return this;
    }

    /** Aborts the build as a user would; conditions of post still run. */
    public void abort(String user) {
        try (ACLContext context = ACL.as2(User.getById(user, true).impersonate2())) {
            run.doStop();
        }
    }

    /** Waits for the end. */
    public BuildOutcome await() throws IOException, InterruptedException {
        while (run.isBuilding()) {
            prompts.look(run);
            if (started != null) {
                started.look();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        if (follower != null) {
            started.finish();
            follower.finish();
        }
        return new BuildOutcome(run.getParent().getFullName(), run.getNumber(), String.valueOf(run.getResult()),
                Duration.ofMillis(run.getDuration()),
                Files.readString(run.getLogFile().toPath(), StandardCharsets.UTF_8),
                run.getArtifactsDir().toPath());
    }
}
