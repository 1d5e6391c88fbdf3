package io.jenkins.plugins.taskhub.approval;

import com.google.common.util.concurrent.ListenableFuture;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.User;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStep;
import org.jenkinsci.plugins.workflow.support.steps.input.Rejection;

/**
 * Jenkins' own prompt, asked on behalf of another step: who answers it is judged by that step instead of going on. It
 * is never saved; after a restart the step posts it again under the same id.
 */
final class Prompt {

    /** Who is told of the answer; called on the thread that brings it. */
    interface Listener {
        /** Somebody said yes; the reason may be null. */
        void answered(String user, String reason);

        /** Somebody said no. */
        void rejected(String user);

        /** The prompt ended in another way. */
        void failed(Throwable cause);
    }

    static final String REASON = "REASON";
    private static final String APPROVER = "APPROVER";

    private final StepExecution execution;
    private final Answers answers;

    private Prompt(StepExecution execution, Answers answers) {
        this.execution = execution;
        this.answers = answers;
    }

    /** An id for the prompt that says what is asked, and that no other prompt of the build has at this moment. */
    static String freeId(Run<?, ?> run, String environment) throws InterruptedException, TimeoutException {
        String name = environment.replaceAll("[^A-Za-z0-9]", "");
        String id = "Confirm"
                + (name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        InputAction action = run.getAction(InputAction.class);
        String free = id;
        for (int i = 2; action != null && action.getExecution(free) != null; i++) {
            free = id + i;
        }
        return free;
    }

    /** Posts the prompt. Not for the thread that runs the Pipeline: it may wait for that. */
    static Prompt post(StepContext context, Listener listener, String id, String message, ApprovalRequest request)
            throws Exception {
        forgetStalePrompt(context.get(Run.class));
        InputStep input = new InputStep(message);
        input.setId(id);
        input.setOk(Messages.ConfirmProdStep_ok());
        input.setSubmitter(request.submitter);
        input.setSubmitterParameter(APPROVER);
        input.setParameters(List.of(new StringParameterDefinition(REASON, "",
                request.reason ? Messages.ConfirmProdStep_reasonNeeded() : Messages.ConfirmProdStep_reason())));
        Answers answers = new Answers(context, listener);
        StepExecution execution = input.start(answers);
        execution.start();
        return new Prompt(execution, answers);
    }

    /** Takes the prompt away without an answer. */
    void withdraw() throws Exception {
        answers.silent = true;
        execution.stop(new FlowInterruptedException(Result.ABORTED, false));
    }

    /** After a restart the build still lists the prompt that was posted before, which nobody can answer any more. */
    private static void forgetStalePrompt(Run<?, ?> run) throws InterruptedException, TimeoutException {
        InputAction action = run.getAction(InputAction.class);
        if (action != null && action.getExecutions().isEmpty()) {
            run.removeAction(action);
        }
    }

    /** The step's context, with the prompt's end led elsewhere. */
    private static final class Answers extends StepContext {

        private static final long serialVersionUID = 1L;

        private final StepContext context;
        private final transient Listener listener;
        private volatile boolean silent;

        Answers(StepContext context, Listener listener) {
            this.context = context;
            this.listener = listener;
        }

        @Override
        public void onSuccess(Object value) {
            if (!silent) {
                Map<?, ?> values = value instanceof Map<?, ?> map ? map : Map.of();
                Object reason = values.get(REASON);
                listener.answered(user(values.get(APPROVER)), reason == null ? null : reason.toString());
            }
        }

        /** As the prompt says; where it was answered without its fields, the user of this thread answered it. */
        private static String user(Object stated) {
            if (stated != null) {
                return stated.toString();
            }
            User user = User.current();
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
                        User user = rejection.getUser();
                        listener.rejected(user == null ? Starters.NOBODY : user.getId());
                        return;
                    }
                }
            }
            listener.failed(cause);
        }

        @Override
        public <T> T get(Class<T> key) throws IOException, InterruptedException {
            return context.get(key);
        }

        @Override
        public boolean isReady() {
            return context.isReady();
        }

        @Override
        public ListenableFuture<Void> saveState() {
            return context.saveState();
        }

        @Override
        public void setResult(Result result) {
            context.setResult(result);
        }

        @Override
        public BodyInvoker newBodyInvoker() {
            throw new IllegalStateException("A prompt has no body");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Answers that && context.equals(that.context);
        }

        @Override
        public int hashCode() {
            return context.hashCode();
        }
    }
}
