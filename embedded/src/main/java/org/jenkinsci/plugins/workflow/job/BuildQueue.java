package org.jenkinsci.plugins.workflow.job;

import hudson.model.Action;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.queue.QueueTaskFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;

/** The builds of one job that wait to start: for the quiet period, or for the build before them. */
final class BuildQueue {
    private final WorkflowJob job;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    BuildQueue(WorkflowJob job) {
        this.job = job;
    }

    synchronized boolean isWaiting() {
        return !waiting.isEmpty();
    }

    QueueTaskFuture<WorkflowRun> schedule(int quietSeconds, List<Action> actions) {
        var item = new Waiting(this, withDefaults(actions), System.nanoTime() + TimeUnit.SECONDS.toNanos(quietSeconds));
        synchronized (this) {
            waiting.add(item);
        }
        if (quietSeconds > 0) {
            Timer.get().schedule(this::maintain, quietSeconds, TimeUnit.SECONDS);
        }
        maintain();
        return item.future;
    }

    synchronized boolean cancel(Waiting item) {
        return waiting.remove(item);
    }

    private List<Action> withDefaults(List<Action> actions) {
        var all = new ArrayList<>(actions);
        var property = job.getProperty(ParametersDefinitionProperty.class);
        if (property != null) {
            var given = new ArrayList<ParameterValue>();
            for (var action : actions) {
                if (action instanceof ParametersAction parameters) {
                    given.addAll(parameters.getParameters());
                    all.remove(action);
                }
            }
            for (var definition : property.getParameterDefinitions()) {
                var value = definition.getDefaultParameterValue();
                if (value != null && given.stream().noneMatch(each -> each.getName().equals(definition.getName()))) {
                    given.add(value);
                }
            }
            all.add(new ParametersAction(given));
        }
        return all;
    }

    /** Starts what may start. */
    private void maintain() {
        for (var item = next(); item != null; item = next()) {
            start(item);
        }
    }

    private synchronized Waiting next() {
        var first = waiting.peek();
        if (first == null || first.notBefore - System.nanoTime() > 0) {
            return null;
        }
        var property = job.getProperty(DisableConcurrentBuildsJobProperty.class);
        if (property != null) {
            for (var run : job._getRuns().values()) {
                if (run.isBuilding()) {
                    if (property.isAbortPrevious()) {
                        run.stop(Result.NOT_BUILT, new DisableConcurrentBuildsJobProperty.CancelledCause(run));
                    }
                    run.completion().addListener(this::maintain, Runnable::run);
                    return null;
                }
            }
        }
        return waiting.poll();
    }

    private void start(Waiting item) {
        try {
            var run = job.newBuild();
            item.actions.forEach(run::addAction);
            item.future.started(run);
            run.run();
        } catch (Exception failure) {
            item.future.failed(failure);
        }
    }

    /** A build that waits. */
    static final class Waiting {
        private final List<Action> actions;
        private final long notBefore;
        private final ScheduledBuild future;

        Waiting(BuildQueue queue, List<Action> actions, long notBefore) {
            this.actions = actions;
            this.notBefore = notBefore;
            this.future = new ScheduledBuild(() -> queue.cancel(this));
        }

    }
}
