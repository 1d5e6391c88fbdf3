package io.jenkins.plugins.taskhub.embedded.cps;

import groovy.lang.GroovyObjectSupport;
import hudson.EnvVars;
import hudson.Extension;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;

/** The variable {@code env}: the environment of the steps at this place; what is put into it holds for the build. */
@Extension
public final class EnvVariable implements ScriptVariable {
    @Override
    public String name() {
        return "env";
    }

    @Override
    public Object value(PipelineExecution execution) {
        return new Env();
    }

    /** What a script sees. */
    public static final class Env extends GroovyObjectSupport implements Serializable {
        private static final long serialVersionUID = 1L;

        /** The value of a variable, or null. */
        @Override
        public Object getProperty(String name) {
            return name.equals("environment") ? getEnvironment() : current().get(name);
        }

        /** Sets a variable for the rest of the build; what withEnv sets around a step wins. */
        @Override
        public void setProperty(String name, Object value) {
            var run = PipelineExecution.current().run();
            var overrides = run.getAction(EnvironmentOverrides.class);
            if (overrides == null) {
                overrides = new EnvironmentOverrides();
                run.addAction(overrides);
            }
            overrides.put(name, String.valueOf(value));
            try {
                run.save();
            } catch (IOException failure) {
                throw Sneaky.rethrow(failure);
            }
        }

        public Object getAt(String name) {
            return getProperty(name);
        }

        public void putAt(String name, Object value) {
            setProperty(name, value);
        }

        /** The variables that the script has set, and those of the build. */
        public Map<String, String> getEnvironment() {
            try {
                return PipelineExecution.current().environment();
            } catch (IOException failure) {
                throw Sneaky.rethrow(failure);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw Sneaky.rethrow(stop);
            }
        }

        /** The environment of the steps at this place. */
        static EnvVars current() {
            var strand = Program.current();
            try {
                return ContextLookup.environment(PipelineExecution.current(),
                        strand == null ? null : strand.contexts, null);
            } catch (IOException failure) {
                throw Sneaky.rethrow(failure);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw Sneaky.rethrow(stop);
            }
        }
    }
}
