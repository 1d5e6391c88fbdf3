package io.jenkins.plugins.taskhub.embedded.steps;

import java.util.Map;
import java.util.function.Function;

import org.jenkinsci.plugins.workflow.job.WorkflowJob;

import io.jenkins.plugins.taskhub.embedded.model.EmbeddedJenkins;

/** What a controller on a laptop does otherwise than one that serves a team. Belongs to the running controller. */
public final class LocalSettings {
    private volatile boolean anyLabel;
    private volatile Function<String, WorkflowJob> missingJobs = name -> null;
    private volatile Map<String, String> environment = Map.of();

    /** Those of the running controller. */
    public static LocalSettings get() {
        return EmbeddedJenkins.current().attribute(LocalSettings.class, LocalSettings::new);
    }

    boolean isAnyLabel() {
        return anyLabel;
    }

    /** True to run {@code node('anything')} on whatever agent is there. */
    public void setAnyLabel(boolean anyLabel) {
        this.anyLabel = anyLabel;
    }

    WorkflowJob missingJob(String name) {
        return missingJobs.apply(name);
    }

    /** Makes the job of a name that {@code build} does not find; may return null. */
    public void setMissingJobs(Function<String, WorkflowJob> maker) {
        missingJobs = maker;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Variables of the environment of every build. */
    public void setEnvironment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
    }
}
