package org.jenkinsci.plugins.durabletask;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractDescribableImpl;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.charset.Charset;
import jenkins.model.Jenkins;

/** A process that goes on while the controller restarts. */
public abstract class DurableTask extends AbstractDescribableImpl<DurableTask> implements ExtensionPoint {
    @Override
    public DurableTaskDescriptor getDescriptor() {
        return (DurableTaskDescriptor) Jenkins.get().getDescriptorOrDie(getClass());
    }

    /** Starts the process; the controller is to be kept. */
    public abstract Controller launch(EnvVars env, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException;

    /** Keeps standard output apart from the log. To be called before {@link #launch}. */
    public void captureOutput() throws UnsupportedOperationException {
        throw new UnsupportedOperationException("Capturing of output is not implemented in " + getClass().getName());
    }

    /** What the process writes is text in this charset. */
    public void charset(Charset cs) {
    }

    public void defaultCharset() {
    }
}
