package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

import hudson.model.BooleanParameterValue;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.StringParameterValue;
import jenkins.model.Jenkins;

/** A build to be started. */
public final class BuildRequest {
    private final String job;
    private final PromptDesk prompts;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private Answers answers = Answers.none();
    private PrintStream console = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private String user;

    BuildRequest(String job, PromptDesk prompts) {
        this.job = job;
        this.prompts = prompts;
    }

    /** Sets a text parameter. */
    public BuildRequest parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** Sets a boolean parameter. */
    public BuildRequest parameter(String name, boolean value) {
        parameters.put(name, value);
        return this;
    }

    /** Who starts the build. */
    public BuildRequest user(String id) {
        user = id;
        return this;
    }

    /** Who answers its prompts, and those of the builds that it starts. */
    public BuildRequest answers(Answers who) {
        answers = who;
        return this;
    }

    /** Where its log is printed as it is written. */
    public BuildRequest console(PrintStream out) {
        console = out;
        return this;
    }

    /** Starts the build and returns while it runs. */
    public RunningBuild start() throws IOException, InterruptedException {
        WorkflowJob target = (WorkflowJob) Jenkins.get().getItem(job);
        List<ParameterValue> values = new ArrayList<>();
        parameters.forEach((name, value) -> values.add(value instanceof Boolean flag
                ? new BooleanParameterValue(name, flag) : new StringParameterValue(name, value.toString())));
        Cause cause = user == null ? new Cause.UserIdCause() : new Cause.UserIdCause(user);
        prompts.answeredBy(answers);
        try {
            WorkflowRun run = target.scheduleBuild2(0, new CauseAction(cause), new ParametersAction(values))
                    .waitForStart();
            return new RunningBuild(run, prompts).follow(console);
        } catch (ExecutionException e) {
            throw new IOException("The job " + job + " cannot be started: " + e.getCause().getMessage(), e);
        }
    }

    /** Starts the build and waits for its end. */
    public BuildOutcome run() throws IOException, InterruptedException {
        return start().await();
    }
}
