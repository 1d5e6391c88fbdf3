package org.jenkinsci.plugins.workflow.support.steps.input;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.springframework.security.core.Authentication;

import hudson.model.Failure;
import hudson.model.Job;
import hudson.model.ModelObject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.User;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;

/** One prompt that waits for its answer. The first answer settles it. */
public class InputStepExecution extends AbstractStepExecutionImpl implements ModelObject {
    private static final long serialVersionUID = 1L;

    private final InputStep input;
    private Outcome outcome;

    InputStepExecution(InputStep input, StepContext context) {
        super(context);
        this.input = input;
    }

    @Override
    public boolean start() throws Exception {
        TaskListener listener = getContext().get(TaskListener.class);
        listener.getLogger().println(input.getMessage());
        listener.getLogger().println(input.getParameters().isEmpty()
                ? input.getOk() + " or " + input.getCancel() : "Input requested");
        pauseAction().add(this);
        return false;
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        settle(new Outcome(null, cause));
        getContext().onFailure(cause);
    }

    public String getId() {
        return input.getId();
    }

    public InputStep getInput() {
        return input;
    }

    public Run<?, ?> getRun() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    @Override
    public String getDisplayName() {
        String message = input.getMessage();
        return message.length() < 32 ? message : message.substring(0, 32) + "...";
    }

    /** True once there is an answer, or the build does not wait any more. */
    public synchronized boolean isSettled() {
        return outcome != null;
    }

    /** Goes on without asking for parameters. */
    @RequirePOST
    public HttpResponse doProceedEmpty() throws IOException, InterruptedException {
        preSubmissionCheck();
        String key = input.getSubmitterParameter();
        return proceed(key == null ? null : new HashMap<>(Map.of(key, Jenkins.getAuthentication2().getName())));
    }

    /** Aborts; whoever may cancel the build or answer the prompt may do it. */
    @RequirePOST
    public HttpResponse doAbort() throws IOException, InterruptedException {
        preAbortCheck();
        FlowInterruptedException rejected = new FlowInterruptedException(Result.ABORTED, new Rejection(User.current()));
        settle(new Outcome(null, rejected));
        getContext().onFailure(rejected);
        return HttpResponses.ok();
    }

    /** Goes on with the values by name; the caller has made sure that the user may. */
    public HttpResponse proceed(Map<String, Object> params) throws IOException, InterruptedException {
        User user = User.current();
        String approver = user == null ? null : user.getId();
        Object value = params != null && params.size() == 1 ? params.values().iterator().next() : params;
        settle(new Outcome(value, null));
        if (user != null) {
            getRun().addAction(new ApproverAction(approver));
            getContext().get(TaskListener.class).getLogger().println("Approved by " + user.getDisplayName());
        }
        FlowNode node = getContext().get(FlowNode.class);
        if (node != null) {
            node.addAction(new InputSubmittedAction(approver, params));
        }
        getContext().onSuccess(value);
        return HttpResponses.ok();
    }

    /** Goes on with one value, a map of values, or none. */
    @SuppressWarnings("unchecked")
    public HttpResponse proceed(Object value) throws IOException, InterruptedException {
        if (value == null) {
            return proceed((Map<String, Object>) null);
        }
        return proceed(value instanceof Map ? new LinkedHashMap<>((Map<String, Object>) value)
                : Collections.singletonMap("parameter", value));
    }

    /** Fails when the prompt is settled or the user may not answer it. */
    public void preSubmissionCheck() throws IOException, InterruptedException {
        if (isSettled()) {
            throw new Failure("This input has been already given");
        }
        if (!canSubmit()) {
            throw new Failure(input.getSubmitter() == null
                    ? "You need to have Job/Build permissions to submit this."
                    : "You need to be '" + input.getSubmitter() + "' to submit this.");
        }
    }

    private void preAbortCheck() throws IOException, InterruptedException {
        if (isSettled()) {
            throw new Failure("This input has been already given");
        }
        if (!getRun().getParent().hasPermission(Job.CANCEL) && !canSubmit()) {
            throw new Failure(input.getSubmitter() == null
                    ? "You need to have Job/Cancel permissions to cancel this."
                    : "You need to be '" + input.getSubmitter()
                            + "' (or have Job/Cancel permissions) to cancel this.");
        }
    }

    private boolean canSubmit() throws IOException, InterruptedException {
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return true;
        }
        if (input.getSubmitter() == null) {
            return getRun().getParent().hasPermission(Job.BUILD);
        }
        Authentication who = Jenkins.getAuthentication2();
        IdStrategy ids = User.idStrategy();
        return Stream.of(input.getSubmitter().trim().split("\\s*,\\s*")).anyMatch(name -> ids.equals(name, who.getName())
                || who.getAuthorities().stream().anyMatch(group -> group.getAuthority().equals(name)));
    }

    private void settle(Outcome settled) throws IOException, InterruptedException {
        synchronized (this) {
            if (outcome != null) {
                throw new Failure("This input has been already given");
            }
            outcome = settled;
        }
        try {
            pauseAction().remove(this);
        } catch (TimeoutException e) {
            throw new IOException("The prompt " + getId() + " cannot be taken away: " + e.getMessage(), e);
        }
    }

    private InputAction pauseAction() throws IOException, InterruptedException {
        Run<?, ?> run = getRun();
        synchronized (run) {
            InputAction action = run.getAction(InputAction.class);
            if (action == null) {
                action = new InputAction();
                run.addAction(action);
            }
            return action;
        }
    }
}
