package org.jenkinsci.plugins.durabletask;

import hudson.model.Descriptor;

/** A kind of {@link DurableTask}. */
public abstract class DurableTaskDescriptor extends Descriptor<DurableTask> {
}
