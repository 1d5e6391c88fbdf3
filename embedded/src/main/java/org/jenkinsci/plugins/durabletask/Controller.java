package org.jenkinsci.plugins.durabletask;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;

/** The handle of a durable process; saved by whoever waits for it. */
public abstract class Controller implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Writes what is new in the log to a sink; returns whether there was anything. */
    public abstract boolean writeLog(FilePath workspace, OutputStream sink) throws IOException, InterruptedException;

    /** The exit code, or {@code null} while the process runs; {@code -1} where it vanished. */
    public Integer exitStatus(FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        return exitStatus(workspace, launcher);
    }

    @Deprecated
    public Integer exitStatus(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        return exitStatus(workspace, launcher, TaskListener.NULL);
    }

    /** What was captured of standard output. */
    public byte[] getOutput(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        throw new IOException("Did not implement getOutput in " + getClass().getName());
    }

    /** Asks the process, and what it started, to end. */
    public void stop(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
    }

    /** Deletes the files of the process. */
    public abstract void cleanup(FilePath workspace) throws IOException, InterruptedException;

    public String getDiagnostics(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        Integer code = exitStatus(workspace, launcher, TaskListener.NULL);
        return code == null ? "still running" : "completed with code " + code;
    }
}
