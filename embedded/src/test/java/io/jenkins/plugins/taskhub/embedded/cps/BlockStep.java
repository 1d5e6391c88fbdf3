package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.Extension;
import hudson.console.ConsoleLogFilter;
import hudson.console.LineTransformationOutputStream;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs its body under a name, with variables, and with what is printed inside marked. */
public final class BlockStep extends Step {
    private final String name;
    private List<String> variables = List.of();
    private String mark;

    @DataBoundConstructor
    public BlockStep(String name) {
        this.name = name;
    }

    @DataBoundSetter
    public void setVariables(List<String> variables) {
        this.variables = variables;
    }

    @DataBoundSetter
    public void setMark(String mark) {
        this.mark = mark;
    }

    @Override
    public StepExecution start(StepContext context) {
        return StepExecutions.block(context, (each, body) -> {
            body.withDisplayName(name);
            var environment = each.get(EnvironmentExpander.class);
            for (var variable : variables) {
                var parts = variable.split("=", 2);
                environment = EnvironmentExpander.merge(environment,
                        EnvironmentExpander.constant(Map.of(parts[0], parts[1])));
            }
            if (environment != null) {
                body.withContext(environment);
            }
            if (mark != null) {
                body.withContext(BodyInvoker.mergeConsoleLogFilters(each.get(ConsoleLogFilter.class),
                        new Marker(mark)));
            }
        });
    }

    @SuppressWarnings("rawtypes")
    private static final class Marker extends ConsoleLogFilter implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String mark;

        Marker(String mark) {
            this.mark = mark;
        }

        @Override
        public OutputStream decorateLogger(Run build, OutputStream logger) {
            return new LineTransformationOutputStream() {
                @Override
                protected void eol(byte[] bytes, int length) throws IOException {
                    logger.write(mark.getBytes(StandardCharsets.UTF_8));
                    logger.write(bytes, 0, length);
                }
            };
        }
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "block";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }
    }
}
