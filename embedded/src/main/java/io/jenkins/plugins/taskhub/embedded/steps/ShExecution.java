package io.jenkins.plugins.taskhub.embedded.steps;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import jenkins.util.Timer;

/** Starts a script, passes on its log and looks for its end. */
final class ShExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final long SHORTEST_PAUSE_MILLIS = 15;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final long GRACE_MILLIS = 10_000;

    private final String script;
    private final String encoding;
    private final Wanted wanted;
    private volatile Controller controller;
    private volatile Throwable stopCause;
    private volatile long stopDeadline;
    private transient long pause;

    /** What the step returns. */
    enum Wanted { SUCCESS, OUTPUT, STATUS }

    ShExecution(StepContext context, String script, String encoding, Wanted wanted) {
        super(context);
        this.script = script;
        this.encoding = encoding;
        this.wanted = wanted;
    }

    @Override
    public boolean start() {
        Timer.get().submit(this::launch);
        return false;
    }

    @Override
    public void onResume() {
        Timer.get().submit(controller == null ? this::launch : this::look);
    }

    @Override
    public void stop(Throwable cause) {
        stopDeadline = System.currentTimeMillis() + GRACE_MILLIS;
        stopCause = cause;
        Timer.get().submit(this::sendSignal);
    }

    @Override
    public String getStatus() {
        return controller == null ? "starting" : stopCause == null ? "running" : "waiting for the script to end";
    }

    private synchronized void launch() {
        if (stopCause != null) {
            getContext().onFailure(stopCause);
            return;
        }
        try {
            BourneShellScript task = new BourneShellScript(script);
            task.charset(charset());
            if (wanted == Wanted.OUTPUT) {
                task.captureOutput();
            }
            controller = task.launch(getContext().get(EnvVars.class), workspace(), launcher(), listener());
            getContext().saveState();
            schedule();
        } catch (Exception e) {
            fail(e);
        }
    }

    private synchronized void look() {
        if (controller == null) {
            return;
        }
        try {
            boolean wrote = controller.writeLog(workspace(), listener().getLogger());
            Integer status = controller.exitStatus(workspace(), launcher(), listener());
            if (status != null) {
                finish(status);
            } else if (stopCause != null && System.currentTimeMillis() > stopDeadline) {
                listener().getLogger().println("After " + GRACE_MILLIS / 1000 + "s process did not stop");
                controller = null;
                getContext().onFailure(stopCause);
            } else {
                if (wrote) {
                    // How far the log was copied: a killed controller must not copy it again.
                    getContext().saveState();
                    pause = 0;
                }
                schedule();
            }
        } catch (Exception e) {
            fail(e);
        }
    }

    /** Waits for the end of the processes; meanwhile what they still write is copied. */
    private void sendSignal() {
        Controller running = controller;
        try {
            if (running != null) {
                listener().getLogger().println("Sending interrupt signal to process");
                running.stop(workspace(), launcher());
            }
        } catch (Exception e) {
            synchronized (this) {
                if (controller != null) {
                    stopCause.addSuppressed(e);
                    fail(stopCause);
                }
            }
        }
    }

    private void finish(int status) throws IOException, InterruptedException {
        Controller ended = controller;
        controller = null;
        while (ended.writeLog(workspace(), listener().getLogger())) {
            pause = 0;
        }
        String output = wanted == Wanted.OUTPUT
                ? new String(ended.getOutput(workspace(), launcher()), charset()) : null;
        ended.cleanup(workspace());
        if (stopCause != null) {
            listener().getLogger().println("script returned exit code " + status);
            getContext().onFailure(stopCause);
        } else if (wanted == Wanted.STATUS) {
            getContext().onSuccess(status);
        } else if (status == 0) {
            getContext().onSuccess(output);
        } else {
            if (output != null) {
                listener().getLogger().print(output);
            }
            getContext().onFailure(new AbortException("script returned exit code " + status));
        }
    }

    private void fail(Throwable failure) {
        controller = null;
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        getContext().onFailure(failure);
    }

    private void schedule() {
        pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, pause * 6 / 5));
        Timer.get().schedule(this::look, pause, TimeUnit.MILLISECONDS);
    }

    private Charset charset() {
        return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    }

    private FilePath workspace() throws IOException, InterruptedException {
        return getContext().get(FilePath.class);
    }

    private Launcher launcher() throws IOException, InterruptedException {
        return getContext().get(Launcher.class);
    }

    private TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }
}
