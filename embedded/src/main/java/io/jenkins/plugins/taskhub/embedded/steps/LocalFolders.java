package io.jenkins.plugins.taskhub.embedded.steps;

import hudson.model.Job;
import hudson.model.JobProperty;

/** The directories of a job that is a file on this machine: its sources and, on request, where its builds run. */
public final class LocalFolders extends JobProperty<Job<?, ?>> {
    private final String source;
    private final String workspace;

    /**
     * Sets both.
     *
     * @param source what {@code checkout scm} brings
     * @param workspace where builds run, or null for a directory of the agent
     */
    public LocalFolders(String source, String workspace) {
        this.source = source;
        this.workspace = workspace;
    }

    public String getSource() {
        return source;
    }

    public String getWorkspace() {
        return workspace;
    }

    /** Those of a job; null when it has none. */
    static LocalFolders of(Job<?, ?> job) {
        return job.getProperty(LocalFolders.class);
    }
}
