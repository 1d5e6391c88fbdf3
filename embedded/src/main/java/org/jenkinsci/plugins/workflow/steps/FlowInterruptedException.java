package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;

/** Somebody or something ended a step, or the whole build, with a reason: a person, a timeout, a rejection. */
public final class FlowInterruptedException extends InterruptedException {
    private static final long serialVersionUID = 630482382622970136L;

    private final Result result;
    @SuppressWarnings("serial")
    private final List<CauseOfInterruption> causes;
    private Boolean actualInterruption;

    /** An interruption of the build: steps like retry and catchError let it pass. */
    public FlowInterruptedException(Result result, CauseOfInterruption... causes) {
        this(result, true, causes);
    }

    /**
     * @param actualInterruption true when the build is to end, false when this is a failure like others
     */
    public FlowInterruptedException(Result result, boolean actualInterruption, CauseOfInterruption... causes) {
        this.result = result;
        this.causes = List.of(causes);
        this.actualInterruption = actualInterruption;
    }

    /** The result that a build gets which ends with this. */
    public Result getResult() {
        return result;
    }

    /** Why. */
    public List<CauseOfInterruption> getCauses() {
        return causes;
    }

    /** Whether the build is to end. */
    public boolean isActualInterruption() {
        return actualInterruption == null || actualInterruption;
    }

    public void setActualInterruption(boolean actualInterruption) {
        this.actualInterruption = actualInterruption;
    }

    /** Records the causes on the build, and prints those that are new. */
    public void handle(Run<?, ?> run, TaskListener listener) {
        var known = run.getActions(InterruptedBuildAction.class).stream()
                .flatMap(action -> action.getCauses().stream()).toList();
        var fresh = causes.stream().filter(cause -> !known.contains(cause)).toList();
        if (!fresh.isEmpty()) {
            run.addAction(new InterruptedBuildAction(fresh));
            fresh.forEach(cause -> cause.print(listener));
        }
    }

    @Override
    public String getMessage() {
        return String.join(", ", causes.stream().map(CauseOfInterruption::getShortDescription).toList());
    }
}
