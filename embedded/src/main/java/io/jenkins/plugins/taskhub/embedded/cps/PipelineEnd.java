package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.Outcome;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Tells in the log of a build what its script ended with. */
public final class PipelineEnd {
    private PipelineEnd() {}

    /**
     * Prints what the author of the script can use, and says what the result is.
     *
     * @param run whose script ended
     * @param outcome of the script
     */
    public static Result report(Run<?, ?> run, Outcome outcome, TaskListener listener) {
        if (outcome.isSuccess()) {
            return Result.SUCCESS;
        }
        var failure = outcome.getAbnormal();
        var name = run instanceof WorkflowRun build
                && build.getExecution() instanceof PipelineExecution execution ? execution.source().name()
                : PipelineSource.UNNAMED;
        if (failure instanceof FlowInterruptedException interruption) {
            interruption.handle(run, listener);
            return interruption.getResult();
        } else if (failure instanceof AbortException) {
            listener.error(failure.getMessage());
        } else if (failure instanceof MultipleCompilationErrorsException) {
            listener.getLogger().println(ScriptTrace.rename(failure.toString(), name));
        } else {
            listener.getLogger().print(ScriptTrace.of(failure, name));
        }
        listener.getLogger().flush();
        return Result.FAILURE;
    }
}
