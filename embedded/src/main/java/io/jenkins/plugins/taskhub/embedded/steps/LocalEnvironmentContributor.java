package io.jenkins.plugins.taskhub.embedded.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.EnvironmentContributor;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Gives every build the variables of {@link LocalSettings}. */
@Extension
public final class LocalEnvironmentContributor extends EnvironmentContributor {
    @Override
    public void buildEnvironmentFor(Run r, EnvVars envs, TaskListener listener) {
        envs.overrideAll(LocalSettings.get().environment());
    }
}
