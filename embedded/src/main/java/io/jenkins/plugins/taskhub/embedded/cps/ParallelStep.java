package io.jenkins.plugins.taskhub.embedded.cps;

import groovy.lang.Closure;
import hudson.Extension;
import hudson.model.Result;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** The step parallel: runs its closures side by side, and returns a map of what they returned. */
public final class ParallelStep extends Step {
    private final Map<String, Closure<?>> branches;
    private final boolean failFast;

    ParallelStep(Map<String, Closure<?>> branches, boolean failFast) {
        this.branches = branches;
        this.failFast = failFast;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution((StepCall) context, branches, failFast);
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "parallel";
        }

        @Override
        public String getDisplayName() {
            return "Execute in parallel";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }

        @Override
        public Step newInstance(Map<String, Object> arguments) {
            var branches = new LinkedHashMap<String, Closure<?>>();
            var failFast = false;
            for (var argument : arguments.entrySet()) {
                if (argument.getValue() instanceof Closure<?> closure) {
                    branches.put(argument.getKey(), closure);
                } else if (argument.getKey().equals("failFast") && argument.getValue() instanceof Boolean yes) {
                    failFast = yes;
                } else {
                    throw new IllegalArgumentException("parallel: the branch '" + argument.getKey()
                            + "' is not a closure, it is " + argument.getValue());
                }
            }
            return new ParallelStep(branches, failFast);
        }
    }

    private static final class Execution extends StepExecution {
        private static final long serialVersionUID = 1L;
        private final boolean failFast;
        private transient Map<String, Closure<?>> branches;
        private final Map<String, Object> results = new LinkedHashMap<>();
        private final Map<String, Throwable> failures = new LinkedHashMap<>();
        private final List<BodyRun> runs = new ArrayList<>();
        private int open;
        private boolean stopping;

        Execution(StepCall context, Map<String, Closure<?>> branches, boolean failFast) {
            super(context);
            this.branches = branches;
            this.failFast = failFast;
        }

        @Override
        public boolean start() {
            if (branches.isEmpty()) {
                getContext().onSuccess(results);
                return true;
            }
            open = branches.size();
            branches.forEach((name, closure) -> {
                results.put(name, null);
                runs.add(((StepCall) getContext()).newBodyInvoker(closure).withDisplayName("Branch: " + name)
                        .withAction(new StepFlowNode.Branch(name)).withCallback(new Callback(this, name)).start());
            });
            branches = null;
            return false;
        }

        @Override
        public void stop(Throwable cause) {
            stopping = true;
            runs.forEach(run -> run.cancel(cause));
        }

        private void ended(String name, Object result, Throwable failure, StepContext context) {
            results.put(name, result);
            if (failure != null) {
                failures.put(name, failure);
                tellFailed(name, context);
            }
            open--;
            if (open == 0) {
                finish();
            } else if (failure != null && failFast && !stopping) {
                stop(new FlowInterruptedException(failure instanceof FlowInterruptedException interruption
                        ? interruption.getResult() : Result.ABORTED, true, new FailFastCause(name)));
            }
        }

        private static void tellFailed(String name, StepContext context) {
            try {
                context.get(TaskListener.class).getLogger().println("Failed in branch " + name);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        private void finish() {
            if (failures.isEmpty()) {
                getContext().onSuccess(results);
                return;
            }
            Throwable first = null;
            for (var failure : failures.values()) {
                if (first == null) {
                    first = failure;
                } else if (failure != first) {
                    first.addSuppressed(failure);
                }
            }
            getContext().onFailure(first);
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;
        private final Execution execution;
        private final String name;

        Callback(Execution execution, String name) {
            this.execution = execution;
            this.name = name;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.ended(name, result, null, context);
        }

        @Override
        public void onFailure(StepContext context, Throwable t) {
            execution.ended(name, null, t, context);
        }
    }

    /** Another branch failed first. */
    public static final class FailFastCause extends CauseOfInterruption implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String branch;

        FailFastCause(String branch) {
            this.branch = branch;
        }

        @Override
        public String getShortDescription() {
            return "Failed in branch " + branch;
        }
    }
}
