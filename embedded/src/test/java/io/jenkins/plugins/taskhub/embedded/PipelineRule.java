package io.jenkins.plugins.taskhub.embedded;

import java.util.List;
import java.util.stream.Collectors;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

import hudson.model.Action;
import hudson.model.Result;

/** A controller for tests that run scripts and look at results and logs. */
public class PipelineRule extends JenkinsRule {
    /** A job of a name of its own. */
    public WorkflowJob job(String script) throws Exception {
        WorkflowJob job = createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** Runs a script in a new job. */
    public WorkflowRun run(Result expected, String script) throws Exception {
        return build(expected, job(script));
    }

    /** Builds a job. */
    public WorkflowRun build(Result expected, WorkflowJob job, Action... actions) throws Exception {
        return assertBuildStatus(expected, job.scheduleBuild2(0, actions));
    }

    /** Starts a script in a new job and waits until it has printed the message. */
    public WorkflowRun start(String message, String script) throws Exception {
        WorkflowRun run = job(script).scheduleBuild2(0).waitForStart();
        waitForMessage(message, run);
        return run;
    }

    /** The log without the lines about the Pipeline itself. */
    public static List<String> lines(WorkflowRun run) throws Exception {
        return getLog(run).lines().filter(line -> !line.startsWith("[Pipeline]")).collect(Collectors.toList());
    }
}
