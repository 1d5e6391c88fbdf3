package org.jenkinsci.plugins.workflow.flow;

import hudson.model.Queue;
import hudson.model.TaskListener;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;

/** What a Pipeline runs for. Serialisable: it finds its Pipeline again after a restart. */
public abstract class FlowExecutionOwner implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The Pipeline.
     *
     * @throws IOException where it is gone, or cannot be loaded
     */
    public abstract FlowExecution get() throws IOException;

    /** The Pipeline, or null. */
    public FlowExecution getOrNull() {
        try {
            return get();
        } catch (IOException gone) {
            return null;
        }
    }

    /** The directory of the build. */
    public abstract File getRootDir() throws IOException;

    /** The build. */
    public abstract Queue.Executable getExecutable() throws IOException;

    /** The address of the build, relative to that of Jenkins, with a slash at its end. */
    public abstract String getUrl() throws IOException;

    /** By which {@link hudson.model.Run#fromExternalizableId} finds the build. */
    public String getExternalizableId() {
        return null;
    }

    /** The log of the build. */
    public TaskListener getListener() throws IOException {
        return TaskListener.NULL;
    }

    @Override
    public abstract boolean equals(Object o);

    @Override
    public abstract int hashCode();

    /** A build that a Pipeline runs for. */
    public interface Executable extends Queue.Executable {
        /** This build as an owner, or null where it has no Pipeline. */
        FlowExecutionOwner asFlowExecutionOwner();
    }
}
