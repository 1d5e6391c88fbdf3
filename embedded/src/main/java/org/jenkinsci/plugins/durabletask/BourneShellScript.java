package org.jenkinsci.plugins.durabletask;

import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A script for {@code sh -xe}, or for the interpreter that its first line names. Its wrapper is detached from the
 * controller: it writes the script's exit code into a file when nobody else is left.
 */
public final class BourneShellScript extends FileMonitoringTask {
    /** Detaches the wrapper: a session of its own where the machine has setsid. Arguments: those of WRAPPER. */
    private static final String LAUNCH = """
            if command -v setsid >/dev/null 2>&1; then
              setsid sh -c "$0" "$@" </dev/null >/dev/null 2>&1 &
            else
              nohup sh -c "$0" "$@" </dev/null >/dev/null 2>&1 &
            fi""";

    /**
     * Runs the script. Arguments: control directory, cookie's name, cookie's value, where output goes ({@code log}
     * or {@code output}), then the command. The cookie is in the script's environment alone, so that the wrapper
     * outlives a script that is stopped.
     */
    private static final String WRAPPER = """
            dir=$1; cookie=$2=$3; output=$4; shift 4
            echo $$ >"$dir/pid.tmp" && mv "$dir/pid.tmp" "$dir/pid"
            if [ "$output" = output ]; then
              env "$cookie" "$@" >"$dir/output.txt" 2>"$dir/jenkins-log.txt"
            else
              env "$cookie" "$@" >"$dir/jenkins-log.txt" 2>&1
            fi
            echo $? >"$dir/jenkins-result.txt.tmp" && mv "$dir/jenkins-result.txt.tmp" "$dir/jenkins-result.txt"
            """;

    private final String script;
    private boolean capturingOutput;

    @DataBoundConstructor
    public BourneShellScript(String script) {
        this.script = Util.fixNull(script);
    }

    public String getScript() {
        return script;
    }

    @Override
    public void captureOutput() {
        capturingOutput = true;
    }

    @Override
    protected FileMonitoringController launchWithCookie(FilePath ws, Launcher launcher, TaskListener listener,
            EnvVars envVars, String cookieVariable, String cookieValue) throws IOException, InterruptedException {
        if (script.isEmpty()) {
            listener.getLogger().println("Warning: was asked to run an empty script");
        }
        FileMonitoringController controller = new FileMonitoringController(ws, cookieValue);
        FilePath dir = controller.controlDir(ws);
        dir.chmod(0700);
        FilePath file = dir.child("script.sh");
        file.write(script, "UTF-8");
        controller.getLogFile(ws).write("", "UTF-8");

        List<String> command = new ArrayList<>(List.of("sh", "-c", LAUNCH, WRAPPER, "durable", dir.getRemote(),
                cookieVariable, cookieValue, capturingOutput ? "output" : "log"));
        if (script.startsWith("#!")) {
            file.chmod(0700);
            command.add(file.getRemote());
        } else {
            command.addAll(List.of("sh", "-xe", file.getRemote()));
        }
        EnvVars env = new EnvVars(envVars);
        env.put(cookieVariable, "please-do-not-kill-me");
        int code = launcher.launch().cmds(command).envs(escape(env)).pwd(ws).quiet(true).join();
        if (code != 0) {
            controller.cleanup(ws);
            throw new IOException("Cannot start a script in " + ws + ": sh ended with " + code);
        }
        return controller;
    }

    /** The descriptor. */
    @Extension
    public static final class DescriptorImpl extends DurableTaskDescriptor {
        @Override
        public String getDisplayName() {
            return "Bourne shell";
        }
    }
}
