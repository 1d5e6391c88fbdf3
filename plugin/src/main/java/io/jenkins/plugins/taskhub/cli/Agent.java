package io.jenkins.plugins.taskhub.cli;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import java.io.IOException;

/**
 * The agent of the surrounding {@code node}. Each method asks anew, so that an agent that comes back after a break is
 * found again; nothing of it is ever saved.
 */
public interface Agent {
    /**
     * The workspace of the step (the folder of a surrounding {@code dir}).
     *
     * @throws AgentAway when the agent is not connected now
     */
    FilePath workspace() throws IOException, InterruptedException;

    /** The decorated launcher, as {@code container('helm')} gives it. */
    Launcher launcher() throws IOException, InterruptedException;

    /** The step's environment. */
    EnvVars env() throws IOException, InterruptedException;

    /** What to start for a program: its path where an administrator gave one, else its name, for {@code PATH}. */
    default String program(String name) {
        return name;
    }

    /** The build log. */
    TaskListener listener() throws IOException, InterruptedException;

    /**
     * A folder of this execution's own: mode 0700, outside the workspace, deleted when the step ends in whatever way.
     * The place for files that hold secrets.
     */
    FilePath privateDir() throws IOException, InterruptedException;

    /** Writes a file that only the agent's user can read into {@link #privateDir}. */
    default FilePath privateFile(String name, String content) throws IOException, InterruptedException {
        FilePath file = privateDir().child(name);
        file.write("", "UTF-8");
        file.chmod(0600);
        file.write(content, "UTF-8");
        return file;
    }
}
