package org.jenkinsci.plugins.durabletask;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A durable process that is watched by its files, in {@code WORKSPACE@tmp/durable-XXXXXXXX}: {@code jenkins-log.txt},
 * {@code jenkins-result.txt}, and {@code output.txt} where output is captured.
 */
public abstract class FileMonitoringTask extends DurableTask {
    /** The variable by which the processes of a task are found. */
    protected static final String COOKIE = "JENKINS_SERVER_COOKIE";

    private transient String charset;

    private static String cookieFor(FilePath workspace) {
        return "durable-" + Util.getDigestOf(workspace.getRemote());
    }

    @Override
    public final Controller launch(EnvVars env, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        FileMonitoringController controller = launchWithCookie(workspace, launcher, listener, env, COOKIE,
                cookieFor(workspace) + "-" + UUID.randomUUID());
        controller.charset = charset;
        return controller;
    }

    protected FileMonitoringController launchWithCookie(FilePath workspace, Launcher launcher, TaskListener listener,
            EnvVars envVars, String cookieVariable, String cookieValue) throws IOException, InterruptedException {
        throw new AbstractMethodError("launchWithCookie of " + getClass().getName());
    }

    @Override
    public final void charset(Charset cs) {
        charset = cs.name();
    }

    @Override
    public final void defaultCharset() {
        charset = Charset.defaultCharset().name();
    }

    /** Keeps dollars of values from being expanded by the launcher. */
    protected static Map<String, String> escape(EnvVars envVars) {
        Map<String, String> escaped = new TreeMap<>();
        envVars.forEach((name, value) -> escaped.put(name, value.replace("$", "$$")));
        return escaped;
    }

    /** The handle of a process that is watched by its files. */
    protected static class FileMonitoringController extends Controller {
        private static final long serialVersionUID = 1L;

        private final String controlDir;
        private final String cookieVariable = COOKIE;
        private final String cookieValue;
        private long lastLocation;
        private String charset;

        protected FileMonitoringController(FilePath ws, String cookieValue)
                throws IOException, InterruptedException {
            ws.mkdirs();
            FilePath temporary = WorkspaceList.tempDir(ws);
            if (temporary == null) {
                throw new IOException("The workspace " + ws + " has no directory beside it for temporary files");
            }
            FilePath dir = temporary.child("durable-" + Util.getDigestOf(UUID.randomUUID().toString()).substring(0, 8));
            dir.mkdirs();
            this.controlDir = dir.getRemote();
            this.cookieValue = cookieValue;
        }

        public FilePath controlDir(FilePath ws) throws IOException, InterruptedException {
            return ws.child(controlDir);
        }

        public FilePath getResultFile(FilePath workspace) throws IOException, InterruptedException {
            return controlDir(workspace).child("jenkins-result.txt");
        }

        public FilePath getLogFile(FilePath workspace) throws IOException, InterruptedException {
            return controlDir(workspace).child("jenkins-log.txt");
        }

        public FilePath getOutputFile(FilePath workspace) throws IOException, InterruptedException {
            return controlDir(workspace).child("output.txt");
        }

        /** The file with the process id of the wrapper. */
        FilePath pidFile(FilePath workspace) throws IOException, InterruptedException {
            return controlDir(workspace).child("pid");
        }

        @Override
        public final boolean writeLog(FilePath workspace, OutputStream sink)
                throws IOException, InterruptedException {
            FilePath log = getLogFile(workspace);
            long length = log.length();
            if (length <= lastLocation) {
                return false;
            }
            try (InputStream in = log.readFromOffset(lastLocation)) {
                byte[] fresh = in.readNBytes((int) Math.min(length - lastLocation, Integer.MAX_VALUE - 8));
                Charset written = charset == null ? null : Charset.forName(charset);
                sink.write(written == null || written.equals(StandardCharsets.UTF_8) ? fresh
                        : new String(fresh, written).getBytes(StandardCharsets.UTF_8));
                sink.flush();
                lastLocation += fresh.length;
            }
            return true;
        }

        @Override
        public Integer exitStatus(FilePath workspace, Launcher launcher, TaskListener listener)
                throws IOException, InterruptedException {
            Integer status = exitStatus(workspace, listener);
            if (status != null || isWrapperAlive(workspace)) {
                return status;
            }
            status = exitStatus(workspace, listener);
            if (status == null) {
                listener.error("process apparently never started or vanished: " + controlDir
                        + " has no result and its process is gone");
                return -1;
            }
            return status;
        }

        protected Integer exitStatus(FilePath workspace, TaskListener listener)
                throws IOException, InterruptedException {
            FilePath result = getResultFile(workspace);
            if (!result.exists()) {
                return null;
            }
            String text = result.readToString().trim();
            try {
                return text.isEmpty() ? null : Integer.valueOf(text);
            } catch (NumberFormatException x) {
                throw new IOException("corrupted content in " + result + ": " + text, x);
            }
        }

        private boolean isWrapperAlive(FilePath workspace) throws IOException, InterruptedException {
            FilePath file = pidFile(workspace);
            if (!file.exists()) {
                return controlDir(workspace).exists()
                        && System.currentTimeMillis() - controlDir(workspace).lastModified() < START_MILLIS;
            }
            Instant written = Instant.ofEpochMilli(file.lastModified()).plusSeconds(2);
            return ProcessHandle.of(Long.parseLong(file.readToString().trim()))
                    .filter(p -> p.info().startInstant().map(start -> !start.isAfter(written)).orElse(true))
                    .map(ProcessHandle::isAlive).orElse(false);
        }

        @Override
        public byte[] getOutput(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
            return getOutput(workspace);
        }

        protected byte[] getOutput(FilePath workspace) throws IOException, InterruptedException {
            try (InputStream in = getOutputFile(workspace).read()) {
                byte[] bytes = in.readAllBytes();
                return charset == null || charset.equals("UTF-8") ? bytes
                        : new String(bytes, Charset.forName(charset)).getBytes(StandardCharsets.UTF_8);
            }
        }

        @Override
        public final void stop(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
            launcher.kill(Map.of(cookieVariable, cookieValue));
        }

        @Override
        public void cleanup(FilePath workspace) throws IOException, InterruptedException {
            controlDir(workspace).deleteRecursive();
        }

        @Override
        public String getDiagnostics(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
            Integer code = exitStatus(workspace, launcher, TaskListener.NULL);
            String process = code == null ? "running process" : "completed process (code " + code + ")";
            return process + " in " + controlDir + " on "
                    + (workspace.isRemote() ? workspace.getChannel() : "the controller");
        }

        /** How long a wrapper may take to write its process id. */
        private static final long START_MILLIS = 15_000;
    }
}
