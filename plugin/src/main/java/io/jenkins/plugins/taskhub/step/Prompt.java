package io.jenkins.plugins.taskhub.step;

import hudson.model.BooleanParameterDefinition;
import hudson.model.ParameterDefinition;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.User;
import io.jenkins.plugins.taskhub.report.VisibleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStep;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.Rejection;

/**
 * Jenkins' own prompt, asked on behalf of another step: who answers it is judged by that step instead of going on. It
 * is never saved; after a restart the step forgets it and posts it again.
 */
public final class Prompt {
    private static final String APPROVER = "APPROVER";
    /** One at a time for each build, so that no two prompts get the same id. */
    private static final Map<Run<?, ?>, Object> POSTING = Collections.synchronizedMap(new WeakHashMap<>());

    /** Who is told of the end of a prompt; called on the thread that brings it, so without waiting. */
    public interface Listener {
        /**
         * Somebody said yes.
         *
         * @param values by the names of the fields; empty where it was answered without them
         */
        void answered(String user, Map<?, ?> values);

        /** Somebody said no. */
        void rejected(String user);

        /** The prompt ended in another way. */
        void failed(Throwable cause);
    }

    private final String id;
    private final StepExecution execution;
    private final Answers answers;

    private Prompt(String id, StepExecution execution, Answers answers) {
        this.id = id;
        this.execution = execution;
        this.answers = answers;
    }

    /**
     * Posts a question. Not for the thread that runs the Pipeline: it may wait for that.
     *
     * @param context of the step that asks
     * @param lastId the id that the same question had before, which it has again where that is free; null for a new one
     */
    public static Prompt post(StepContext context, Question question, String lastId, Listener listener)
            throws Exception {
        Run<?, ?> run = context.get(Run.class);
        synchronized (POSTING.computeIfAbsent(run, build -> new Object())) {
            String id = lastId != null && isFree(run, lastId) ? lastId : freeId(run, question.id());
            return post(context, question, listener, id);
        }
    }

    private static Prompt post(StepContext context, Question question, Listener listener, String id) throws Exception {
        var input = new InputStep(VisibleText.inLog(question.message()));
        input.setId(id);
        input.setOk(question.ok());
        input.setSubmitter(question.submitter());
        input.setSubmitterParameter(APPROVER);
        var parameters = new ArrayList<ParameterDefinition>();
        for (var field : question.fields()) {
            parameters.add(field instanceof Question.Flag flag
                    ? new BooleanParameterDefinition(flag.name(), flag.preset(), flag.label())
                    : new StringParameterDefinition(field.name(), "", field.label()));
        }
        input.setParameters(parameters);
        var answers = new Answers(context, listener);
        var execution = input.start(answers);
        execution.start();
        return new Prompt(id, execution, answers);
    }

    /**
     * Takes a prompt off the build's list that was posted before a restart of the controller: nobody can answer it any
     * more. Other prompts stay, also one that got the same id since.
     *
     * @param context of the step that asked
     */
    public static void forget(StepContext context, String id) throws Exception {
        InputAction action = context.get(Run.class).getAction(InputAction.class);
        if (action != null) {
            var sameId = new InputStep("");
            sameId.setId(id);
            action.remove((InputStepExecution) sameId.start(context));
        }
    }

    /** A person's no, as the end of a step. */
    public static Throwable rejection(String words) {
        return new FlowInterruptedException(Result.FAILURE, false, new Refusal(words));
    }

    /** The prompt's id; another one than the question's where that was taken. */
    public String id() {
        return id;
    }

    /** Takes the prompt away without an answer. */
    public void withdraw() throws Exception {
        answers.silent = true;
        execution.stop(new FlowInterruptedException(Result.ABORTED, false));
    }

    private static String freeId(Run<?, ?> run, String id) throws InterruptedException, TimeoutException {
        String free = id;
        for (int i = 2; !isFree(run, free); i++) {
            free = id + i;
        }
        return free;
    }

    /** Whether no prompt of the build has this id at this moment. */
    private static boolean isFree(Run<?, ?> run, String id) throws InterruptedException, TimeoutException {
        InputAction action = run.getAction(InputAction.class);
        return action == null || action.getExecution(id) == null;
    }

    /** The step's context, with the prompt's end led elsewhere. */
    private static final class Answers extends NestedStep.Led {
        private static final long serialVersionUID = 1L;

        private final transient Listener listener;
        private volatile boolean silent;

        Answers(StepContext context, Listener listener) {
            super(context);
            this.listener = listener;
        }

        @Override
        public void onSuccess(Object value) {
            if (!silent) {
                Map<?, ?> values = value instanceof Map<?, ?> map ? map : Map.of();
                listener.answered(user(values.get(APPROVER)), values);
            }
        }

        /** As the prompt says; where it was answered without its fields, the user of this thread answered it. */
        private static String user(Object stated) {
            return stated != null ? stated.toString() : id(User.current());
        }

        private static String id(User user) {
            return user == null ? Starters.NOBODY : user.getId();
        }

        @Override
        public void onFailure(Throwable cause) {
            if (silent) {
                return;
            }
            if (cause instanceof FlowInterruptedException interrupted) {
                for (var why : interrupted.getCauses()) {
                    if (why instanceof Rejection rejection) {
                        listener.rejected(id(rejection.getUser()));
                        return;
                    }
                }
            }
            listener.failed(cause);
        }
    }
}
