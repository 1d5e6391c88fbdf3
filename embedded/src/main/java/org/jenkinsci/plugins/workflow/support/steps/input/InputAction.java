package org.jenkinsci.plugins.workflow.support.steps.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

import hudson.model.Run;
import jenkins.model.RunAction2;

/** The prompts that a build waits for. After a restart they are found again among the steps that run. */
public class InputAction implements RunAction2 {
    private static final long LOAD_SECONDS = 60;

    private transient List<InputStepExecution> executions = new ArrayList<>();
    private transient Run<?, ?> run;
    private List<String> ids = new ArrayList<>();

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
        if (ids == null) {
            ids = new ArrayList<>();
        }
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public String getIconFileName() {
        return ids.isEmpty() ? null : "symbol-hourglass";
    }

    @Override
    public String getDisplayName() {
        return ids.isEmpty() ? null : "Paused for Input";
    }

    @Override
    public String getUrlName() {
        return "input";
    }

    /** Adds a prompt and saves the build. */
    public synchronized void add(InputStepExecution step)
            throws IOException, InterruptedException, TimeoutException {
        load();
        executions.add(step);
        ids.add(step.getId());
        run.save();
    }

    /** The prompt with this id, or null. */
    public synchronized InputStepExecution getExecution(String id) throws InterruptedException, TimeoutException {
        load();
        return executions.stream().filter(e -> e.getId().equals(id)).findFirst().orElse(null);
    }

    /** The prompts that nobody has answered yet, as a copy. */
    public synchronized List<InputStepExecution> getExecutions() throws InterruptedException, TimeoutException {
        load();
        return new ArrayList<>(executions);
    }

    /** Finds a prompt by its part of the address. */
    public InputStepExecution getDynamic(String token) throws InterruptedException, TimeoutException {
        return getExecution(token);
    }

    public boolean isWaitingForInput() throws InterruptedException, TimeoutException {
        return !getExecutions().isEmpty();
    }

    /** Takes away a prompt that is settled and saves the build. */
    public synchronized void remove(InputStepExecution exec)
            throws IOException, InterruptedException, TimeoutException {
        load();
        executions.remove(exec);
        ids.remove(exec.getId());
        run.save();
    }

    private void load() throws InterruptedException, TimeoutException {
        if (executions != null) {
            return;
        }
        List<InputStepExecution> found = new ArrayList<>();
        if (!ids.isEmpty()) {
            for (StepExecution step : currentSteps()) {
                if (step instanceof InputStepExecution prompt && ids.contains(prompt.getId())) {
                    found.add(prompt);
                }
            }
        }
        executions = found;
    }

    private List<StepExecution> currentSteps() throws InterruptedException, TimeoutException {
        FlowExecutionOwner owner = ((FlowExecutionOwner.Executable) run).asFlowExecutionOwner();
        FlowExecution execution = owner == null ? null : owner.getOrNull();
        if (execution == null) {
            return List.of();
        }
        try {
            return execution.getCurrentExecutions(true).get(LOAD_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The steps of " + run + " cannot be read: " + e.getCause(), e);
        }
    }
}
