package io.jenkins.plugins.taskhub.sandbox.run;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionList;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;

import hudson.model.BooleanParameterDefinition;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.Failure;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.taskhub.embedded.cps.BuildLog;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;

/** Looks for prompts of the builds that run, and has each answered once. */
final class PromptDesk implements AutoCloseable {
    private final Set<InputStepExecution> seen = Collections.newSetFromMap(new WeakHashMap<>());
    private final ExecutorService clerks = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "prompt");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Answers answers = Answers.none();

    void answeredBy(Answers who) {
        answers = who;
    }

    /** Takes up the new prompts of all builds; called again and again by whoever waits for a build. */
    void look(WorkflowRun waitedFor) throws IOException, InterruptedException {
        takeUp(waitedFor);
        for (FlowExecution execution : FlowExecutionList.get()) {
            if (execution.getOwner().getExecutable() instanceof WorkflowRun run) {
                takeUp(run);
            }
        }
    }

    private synchronized void takeUp(WorkflowRun run) throws InterruptedException {
        InputAction action = run.getAction(InputAction.class);
        if (action == null) {
            return;
        }
        try {
            for (InputStepExecution prompt : action.getExecutions()) {
                if (!prompt.isSettled() && seen.add(prompt)) {
                    Answers who = answers;
                    clerks.submit(() -> answer(run, prompt, who));
                }
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("The prompts of " + run + " cannot be read", e);
        }
    }

    private void answer(WorkflowRun run, InputStepExecution execution, Answers who) {
        try {
            Prompt prompt = prompt(run, execution);
            Optional<Answer> answer = who.to(prompt);
            if (answer.isEmpty()) {
                giveUp(run, who.nobody(prompt));
                return;
            }
            TimeUnit.MILLISECONDS.sleep(answer.get().after().toMillis());
            if (who.joinsGroups()) {
                join(run, execution, answer.get().user());
            }
            settle(execution, answer.get());
        } catch (Failure e) {
            if (!execution.isSettled()) {
                giveUp(run, "The prompt \"" + execution.getInput().getMessage() + "\" was not answered: "
                        + e.getMessage());
            }
        } catch (IOException e) {
            giveUp(run, "The prompt cannot be answered: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** This machine has no directory of users: here nobody but the command's user knows who is in a group. */
    private static void join(WorkflowRun run, InputStepExecution execution, String user) {
        String submitter = execution.getInput().getSubmitter();
        if (submitter != null && Jenkins.get().getSecurityRealm() instanceof LocalRealm realm) {
            List<String> names = List.of(submitter.trim().split("\\s*,\\s*"));
            if (names.stream().noneMatch(user::equalsIgnoreCase) && realm.join(user, names)) {
                BuildLog.of(run).listener().getLogger()
                        .println("[taskhub] --approve: " + user + " answers as a member of " + submitter);
            }
        }
    }

    private static void settle(InputStepExecution execution, Answer answer) throws IOException, InterruptedException {
        try (ACLContext context = ACL.as2(User.getById(answer.user(), true).impersonate2())) {
            if (!answer.proceed()) {
                execution.doAbort();
                return;
            }
            execution.preSubmissionCheck();
            Map<String, Object> values = new LinkedHashMap<>();
            for (ParameterDefinition asked : execution.getInput().getParameters()) {
                values.put(asked.getName(), value(asked, answer.parameters().get(asked.getName())));
            }
            for (String name : answer.parameters().keySet()) {
                if (!values.containsKey(name)) {
                    throw new Failure("it does not ask for " + name + ", but for " + values.keySet());
                }
            }
            if (execution.getInput().getSubmitterParameter() != null) {
                values.put(execution.getInput().getSubmitterParameter(), answer.user());
            }
            execution.proceed(values.isEmpty() ? null : values);
        }
    }

    private static Object value(ParameterDefinition asked, String given) {
        if (given == null) {
            ParameterValue value = asked.getDefaultParameterValue();
            return value == null ? null : value.getValue();
        }
        if (asked instanceof BooleanParameterDefinition) {
            return Boolean.valueOf(given);
        }
        if (asked instanceof ChoiceParameterDefinition choice && !choice.getChoices().contains(given)) {
            throw new Failure(asked.getName() + " is one of " + choice.getChoices() + ", not " + given);
        }
        return given;
    }

    private static void giveUp(WorkflowRun run, String why) {
        try {
            run.getExecution().interrupt(Result.FAILURE, new Unanswered(why));
        } catch (IOException e) {
            throw new IllegalStateException(why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Prompt prompt(WorkflowRun run, InputStepExecution execution) {
        var input = execution.getInput();
        Collection<ParameterDefinition> asked = input.getParameters();
        return new Prompt(run.getParent().getFullName() + " #" + run.getNumber(), input.getId(), input.getMessage(),
                input.getOk(), input.getCancel(), input.getSubmitter(),
                asked.stream().map(PromptDesk::question).toList());
    }

    private static Prompt.Question question(ParameterDefinition asked) {
        ParameterValue value = asked.getDefaultParameterValue();
        List<String> choices = asked instanceof ChoiceParameterDefinition choice ? choice.getChoices()
                : asked instanceof BooleanParameterDefinition ? List.of("true", "false") : List.of();
        Prompt.Question.Kind kind = asked instanceof ChoiceParameterDefinition ? Prompt.Question.Kind.CHOICE
                : asked instanceof BooleanParameterDefinition ? Prompt.Question.Kind.BOOLEAN
                : asked instanceof PasswordParameterDefinition ? Prompt.Question.Kind.SECRET
                : Prompt.Question.Kind.TEXT;
        return new Prompt.Question(asked.getName(), asked.getDescription(),
                value == null || value.getValue() == null ? null : value.getValue().toString(), choices, kind);
    }

    @Override
    public void close() {
        clerks.shutdownNow();
    }

    /** A prompt had no answer. */
    private static final class Unanswered extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;
        private final String why;

        Unanswered(String why) {
            this.why = why;
        }

        @Override
        public String getShortDescription() {
            return why;
        }
    }
}
