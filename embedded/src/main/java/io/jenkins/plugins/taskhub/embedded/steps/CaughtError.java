package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.io.Serializable;

import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

import hudson.AbortException;
import hudson.Functions;
import hudson.Util;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;

/** What becomes of a failure that catchError or warnError caught. */
record CaughtError(String message, String buildResult, String stageResult, boolean catchInterruptions)
        implements Serializable {

    /** The name of a result as Jenkins writes it; SUCCESS when none is given. */
    static String result(String parameter, String name) {
        if (Util.fixEmptyAndTrim(name) == null) {
            return Result.SUCCESS.toString();
        }
        if (!Result.fromString(name).toString().equalsIgnoreCase(name)) {
            throw new IllegalArgumentException(parameter + " is invalid: " + name
                    + ". Valid options are SUCCESS, UNSTABLE, FAILURE, NOT_BUILT and ABORTED.");
        }
        return Result.fromString(name).toString();
    }

    private void handle(StepContext context, Throwable failure) throws IOException, InterruptedException {
        TaskListener listener = context.get(TaskListener.class);
        Run<?, ?> run = context.get(Run.class);
        Result build = Result.fromString(buildResult);
        Result stage = Result.fromString(stageResult);
        if (message != null) {
            listener.error(message);
        }
        if (failure instanceof AbortException) {
            listener.error(failure.getMessage());
        } else if (failure instanceof FlowInterruptedException interrupted) {
            interrupted.handle(run, listener);
            build = interrupted.getResult();
            stage = interrupted.getResult();
        } else {
            Functions.printStackTrace(failure, listener.error("Caught exception"));
        }
        if (build.isWorseThan(Result.SUCCESS)) {
            run.setResult(build);
        }
        if (stage.isWorseThan(Result.SUCCESS)) {
            context.get(FlowNode.class).addOrReplaceAction(new WarningAction(stage)
                    .withMessage(message == null ? failure.getMessage() : message));
        }
    }

    /** Runs the body. */
    static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final CaughtError rule;

        Execution(StepContext context, CaughtError rule) {
            super(context);
            this.rule = rule;
        }

        @Override
        public boolean start() {
            getContext().newBodyInvoker().withCallback(new Callback(rule)).start();
            return false;
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;
        private final CaughtError rule;

        Callback(CaughtError rule) {
            this.rule = rule;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            context.onSuccess(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            if (failure instanceof FlowInterruptedException && !rule.catchInterruptions()) {
                context.onFailure(failure);
                return;
            }
            try {
                rule.handle(context, failure);
                context.onSuccess(null);
            } catch (IOException | InterruptedException e) {
                e.addSuppressed(failure);
                context.onFailure(e);
            }
        }
    }
}
