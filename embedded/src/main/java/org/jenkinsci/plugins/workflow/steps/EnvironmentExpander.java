package org.jenkinsci.plugins.workflow.steps;

import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Changes the environment of the steps in a body. Merge it with the outer one, else the outer one is lost. */
public abstract class EnvironmentExpander implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Adds to the environment, or takes from it. */
    public abstract void expand(EnvVars env) throws IOException, InterruptedException;

    /** The names of variables whose values are secret. */
    public Set<String> getSensitiveVariables() {
        return Set.of();
    }

    /** Sets these variables; a name like {@code PATH+X} puts its value before the variable PATH. */
    public static EnvironmentExpander constant(Map<String, String> env) {
        return new Constant(new HashMap<>(env));
    }

    /**
     * One that applies the original, then the subsequent.
     *
     * @param original may be null
     */
    public static EnvironmentExpander merge(EnvironmentExpander original, EnvironmentExpander subsequent) {
        return original == null ? subsequent : new Merged(original, subsequent);
    }

    /**
     * The environment that a step sees.
     *
     * @param customEnvironment that of the agent, or null
     * @param contextualEnvironment that of the build
     * @param expander may be null
     */
    public static EnvVars getEffectiveEnvironment(EnvVars customEnvironment, EnvVars contextualEnvironment,
            EnvironmentExpander expander) throws IOException, InterruptedException {
        return getEffectiveEnvironment(customEnvironment, contextualEnvironment, expander, null, TaskListener.NULL);
    }

    /** As the other, with what {@link StepEnvironmentContributor}s add for the step of this context. */
    public static EnvVars getEffectiveEnvironment(EnvVars customEnvironment, EnvVars contextualEnvironment,
            EnvironmentExpander expander, StepContext stepContext, TaskListener listener)
            throws IOException, InterruptedException {
        var env = customEnvironment == null ? new EnvVars() : new EnvVars(customEnvironment);
        env.overrideAll(contextualEnvironment == null ? Map.of() : contextualEnvironment);
        if (stepContext != null) {
            for (var each : ExtensionList.lookup(StepEnvironmentContributor.class)) {
                each.buildEnvironmentFor(stepContext, env, listener);
            }
        }
        if (expander != null) {
            expander.expand(env);
        }
        return env;
    }

    private static final class Constant extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;
        private final HashMap<String, String> variables;

        Constant(HashMap<String, String> variables) {
            this.variables = variables;
        }

        @Override
        public void expand(EnvVars env) {
            env.overrideAll(variables);
        }
    }

    private static final class Merged extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;
        private final EnvironmentExpander original;
        private final EnvironmentExpander subsequent;

        Merged(EnvironmentExpander original, EnvironmentExpander subsequent) {
            this.original = original;
            this.subsequent = subsequent;
        }

        @Override
        public void expand(EnvVars env) throws IOException, InterruptedException {
            original.expand(env);
            subsequent.expand(env);
        }

        @Override
        public Set<String> getSensitiveVariables() {
            var names = new LinkedHashSet<>(original.getSensitiveVariables());
            names.addAll(subsequent.getSensitiveVariables());
            return names;
        }
    }
}
