package io.jenkins.plugins.taskhub.embedded.declarative;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Functions;
import hudson.Launcher;
import hudson.model.Result;
import io.jenkins.plugins.taskhub.embedded.cps.ParallelStep;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import io.jenkins.plugins.taskhub.embedded.steps.EnvironmentBinding;
import io.jenkins.plugins.taskhub.embedded.steps.ScmVariable;

/** What {@code DeclarativePipeline} does without a step. Called on the thread of the Pipeline. */
public final class DeclarativeSupport {
    private static final List<String> WRAPPERS = List.of("lock", "retry", "timeout", "timestamps");

    private DeclarativeSupport() {
    }

    private static WorkflowRun run() {
        return PipelineExecution.current().run();
    }

    /** Arguments by the names of the options. */
    public static Map<String, Map<String, Object>> byName(List<Map<String, Object>> options) {
        Map<String, Map<String, Object>> named = new LinkedHashMap<>();
        options.forEach(option -> named.put(name(option), arguments(option)));
        named.values().removeIf(arguments -> Boolean.FALSE.equals(arguments.get("value")));
        return named;
    }

    /** The options that are steps around the stages: those named, or all but those named. */
    public static List<Map<String, Object>> wrappers(List<Map<String, Object>> options, Collection<String> names,
            boolean those) {
        return new ArrayList<>(options.stream().filter(option -> WRAPPERS.contains(name(option))
                && names.contains(name(option)) == those).toList());
    }

    /** Writes options, parameters and triggers to the job; parameters and triggers may be null. */
    public static void defineJob(List<Map<String, Object>> options, List<Map<String, Object>> parameters,
            List<Map<String, Object>> triggers) throws Exception {
        new JobDefinition(run()).define(byName(options), parameters, triggers);
    }

    /** True when the sources of the job are brought to every agent. */
    public static boolean checksOut(Map<String, Object> options) {
        return ScmVariable.of(run()) != null && !options.containsKey("skipDefaultCheckout");
    }

    /** The binding for {@code NAME = credentials('id')}. */
    public static EnvironmentBinding credentials(String variable, Object id) {
        return new EnvironmentBinding(variable, String.valueOf(id));
    }

    /** {@code NAME=value} lines. */
    public static List<String> assignments(Map<String, ?> values) {
        List<String> lines = new ArrayList<>();
        values.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    /** Arguments of the step input. */
    public static Map<String, Object> inputArguments(Map<String, Object> arguments,
            List<Map<String, Object>> parameters) throws Exception {
        Map<String, Object> all = new LinkedHashMap<>(arguments);
        all.put("parameters", JobDefinition.parameters(parameters));
        return all;
    }

    /** The answer of a prompt as variables of the environment. */
    public static List<String> answered(Object answer, List<Map<String, Object>> parameters, Object submitter) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (answer instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), value));
        } else if (answer != null) {
            values.put(parameters.isEmpty() ? String.valueOf(submitter)
                    : String.valueOf(arguments(parameters.get(0)).get("name")), answer);
        }
        return assignments(values);
    }

    /** Prints a line into the log of the build. */
    public static void log(String line) {
        try {
            run().asFlowExecutionOwner().getListener().getLogger().println(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True when the build is unstable so far. */
    public static boolean isUnstable() {
        return run().getResult() == Result.UNSTABLE;
    }

    /** Marks the build as the failure says; a branch that was stopped for another one's sake leaves it alone. */
    public static void fail(Throwable failure) {
        if (!(failure instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream().anyMatch(ParallelStep.FailFastCause.class::isInstance))) {
            run().setResult(resultOf(failure));
        }
    }

    /** Tells of a condition of post whose steps failed, and marks the build. */
    public static void failedPost(String condition, Throwable failure) {
        log("Error when executing " + condition + " post condition:");
        log(failure instanceof AbortException ? failure.getMessage() : Functions.printThrowable(failure));
        fail(failure);
    }

    /** The failure in words for its author, where there are better ones. */
    public static Throwable explained(Throwable failure, boolean agentless) {
        boolean needsAgent = failure instanceof MissingContextVariableException missing
                && (missing.getType() == FilePath.class || missing.getType() == Launcher.class);
        return needsAgent && agentless ? new AbortException("Attempted to execute a step that requires a node context"
                + " while 'agent none' was specified. Be sure to specify your own 'node { ... }' blocks when using"
                + " 'agent none'.") : failure;
    }

    /** True when at least one condition of post holds. */
    public static boolean anyHolds(List<List<Object>> conditions, Throwable failure) {
        return conditions != null && conditions.stream().anyMatch(c -> holds((String) c.get(0), failure));
    }

    /** Whether a condition of post holds, after this failure (or none). */
    public static boolean holds(String condition, Throwable failure) {
        Result now = now(failure);
        WorkflowRun previous = run().getPreviousCompletedBuild();
        Result before = previous == null ? null : previous.getResult();
        return switch (condition) {
            case "always", "cleanup" -> true;
            case "changed" -> before == null || before != now;
            case "fixed" -> now == Result.SUCCESS && (before == Result.FAILURE || before == Result.UNSTABLE);
            case "regression" -> before != null && now.isWorseThan(before) && now != Result.NOT_BUILT;
            case "aborted" -> now == Result.ABORTED;
            case "failure" -> now == Result.FAILURE;
            case "success" -> now == Result.SUCCESS;
            case "unstable" -> now == Result.UNSTABLE;
            case "unsuccessful" -> now != Result.SUCCESS;
            default -> throw new IllegalArgumentException("Unknown condition of post: " + condition);
        };
    }

    private static Result now(Throwable failure) {
        if (failure != null) {
            return resultOf(failure);
        }
        Result result = run().getResult();
        return result == null ? Result.SUCCESS : result;
    }

    private static Result resultOf(Throwable failure) {
        return failure instanceof FlowInterruptedException interrupted ? interrupted.getResult() : Result.FAILURE;
    }

    /** The variable of the environment that a condition of when looks at, or null. */
    public static String variableOf(String condition, Map<String, Object> arguments) {
        return switch (condition) {
            case "branch" -> "BRANCH_NAME";
            case "tag", "buildingTag" -> "TAG_NAME";
            case "environment" -> String.valueOf(arguments.get("name"));
            default -> null;
        };
    }

    /** Whether a condition of when holds. */
    public static boolean meets(String condition, Map<String, Object> arguments, Object variable) {
        return WhenConditions.meets(run(), condition, arguments, variable == null ? null : variable.toString());
    }

    private static String name(Map<String, Object> listed) {
        return (String) listed.get("name");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> arguments(Map<String, Object> listed) {
        return (Map<String, Object>) listed.get("arguments");
    }
}
