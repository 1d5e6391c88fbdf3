package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.console.ConsoleLogFilter;
import hudson.model.Computer;
import hudson.model.Job;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What {@link StepContext#get} finds: what is always there, what is computed, and what outer steps have put there. */
final class ContextLookup {
    private ContextLookup() {}

    static <T> T get(PipelineExecution execution, Contexts contexts, StepFlowNode node, Strand strand,
            StepContext context, Class<T> key) throws IOException, InterruptedException {
        var run = execution.run();
        if (FlowNode.class.isAssignableFrom(key)) {
            return key.isInstance(node) ? key.cast(node) : null;
        } else if (key.isAssignableFrom(run.getClass()) && Run.class.isAssignableFrom(key)) {
            return key.cast(run);
        } else if (Job.class.isAssignableFrom(key)) {
            return key.isInstance(run.getParent()) ? key.cast(run.getParent()) : null;
        } else if (FlowExecution.class.isAssignableFrom(key)) {
            return key.isInstance(execution) ? key.cast(execution) : null;
        } else if (TaskListener.class.isAssignableFrom(key)) {
            var listener = execution.log().listener(decorator(contexts), strand);
            return key.isInstance(listener) ? key.cast(listener) : null;
        } else if (key == EnvVars.class) {
            return key.cast(environment(execution, contexts, context));
        } else if (key == Node.class) {
            var computer = Contexts.find(contexts, Computer.class);
            return key.cast(computer == null ? Contexts.find(contexts, Node.class) : computer.getNode());
        } else if (key == Launcher.class) {
            return key.cast(launcher(execution, contexts, strand));
        }
        return Contexts.find(contexts, key);
    }

    private static TaskListenerDecorator decorator(Contexts contexts) {
        var filter = Contexts.find(contexts, ConsoleLogFilter.class);
        var decorator = Contexts.find(contexts, TaskListenerDecorator.class);
        return TaskListenerDecorator.merge(filter == null ? null : TaskListenerDecorator.fromConsoleLogFilter(filter),
                decorator);
    }

    static EnvVars environment(PipelineExecution execution, Contexts contexts, StepContext context)
            throws IOException, InterruptedException {
        var given = Contexts.find(contexts, EnvVars.class);
        var computer = Contexts.find(contexts, Computer.class);
        var custom = given != null || computer == null ? given : computer.getEnvironment();
        return EnvironmentExpander.getEffectiveEnvironment(custom, execution.environment(),
                Contexts.find(contexts, EnvironmentExpander.class), context, TaskListener.NULL);
    }

    private static Launcher launcher(PipelineExecution execution, Contexts contexts, Strand strand) {
        var launcher = Contexts.find(contexts, Launcher.class);
        if (launcher == null) {
            var computer = Contexts.find(contexts, Computer.class);
            var node = computer == null ? null : computer.getNode();
            launcher = node == null ? null : node.createLauncher(execution.log().listener(decorator(contexts), strand));
        }
        return launcher;
    }
}
