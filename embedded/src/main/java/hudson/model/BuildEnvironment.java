package hudson.model;

import hudson.EnvVars;
import java.io.IOException;
import jenkins.model.Jenkins;

/** The variables of a build. */
final class BuildEnvironment {
    private BuildEnvironment() {
    }

    /** The job's variables, the build's, and what contributors and the build's actions add. */
    static EnvVars of(Run<?, ?> run, TaskListener listener) throws IOException, InterruptedException {
        Computer computer = Computer.currentComputer();
        EnvVars env = run.getParent().getEnvironment(computer == null ? null : computer.getNode(), listener);
        env.putAll(characteristic(run));
        for (EnvironmentContributor contributor : EnvironmentContributor.all()) {
            contributor.buildEnvironmentFor(run, env, listener);
        }
        for (EnvironmentContributingAction action : run.getActions(EnvironmentContributingAction.class)) {
            action.buildEnvironment(run, env);
        }
        return env;
    }

    /** What tells the build from others: number, tag, address. */
    static EnvVars characteristic(Run<?, ?> run) {
        EnvVars env = run.getParent().getCharacteristicEnvVars();
        env.put("BUILD_NUMBER", Integer.toString(run.getNumber()));
        env.put("BUILD_ID", run.getId());
        env.put("BUILD_TAG", "jenkins-" + run.getParent().getFullName().replace('/', '-') + "-" + run.getNumber());
        env.put("BUILD_DISPLAY_NAME", run.getDisplayName());
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            env.put("BUILD_URL", root + run.getUrl());
        }
        return env;
    }
}
