package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.StepExecutions;
import org.kohsuke.stapler.DataBoundConstructor;

import hudson.EnvVars;
import hudson.Extension;

/** Runs its body with more environment variables. */
public class WithEnvStep extends Step {
    private final List<String> overrides;

    @DataBoundConstructor
    public WithEnvStep(List<String> overrides) {
        for (String override : overrides) {
            if (override.indexOf('=') < 1) {
                throw new IllegalArgumentException("withEnv takes NAME=value, not \"" + override + "\"");
            }
        }
        this.overrides = new ArrayList<>(overrides);
    }

    /** Lines of the form {@code NAME=value}; {@code NAME+ANY=value} puts the value in front of a path. */
    public List<String> getOverrides() {
        return overrides;
    }

    @Override
    public StepExecution start(StepContext context) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String override : overrides) {
            int equals = override.indexOf('=');
            variables.put(override.substring(0, equals), override.substring(equals + 1));
        }
        return StepExecutions.block(context, (c, invoker) -> invoker.withContext(
                EnvironmentExpander.merge(c.get(EnvironmentExpander.class), new Expanding(variables))));
    }

    private static final class Expanding extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;
        private final Map<String, String> variables;

        Expanding(Map<String, String> variables) {
            this.variables = variables;
        }

        @Override
        public void expand(EnvVars env) {
            env.overrideExpandingAll(variables);
        }
    }

    /** Describes the step {@code withEnv}. */
    @Extension
    public static class DescriptorImpl extends BundledDescriptor {
        public DescriptorImpl() {
            super("withEnv", "Set environment variables", true);
        }
    }
}
