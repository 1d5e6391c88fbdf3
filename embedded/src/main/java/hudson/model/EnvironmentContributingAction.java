package hudson.model;

import hudson.EnvVars;

/** An action that adds variables to its build. */
public interface EnvironmentContributingAction extends Action {
    default void buildEnvironment(Run<?, ?> run, EnvVars env) {
    }
}
