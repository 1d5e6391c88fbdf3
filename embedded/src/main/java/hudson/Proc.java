package hudson;

import hudson.model.TaskListener;
import hudson.util.ProcessTree;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/** A process that was started. */
public abstract class Proc {
    protected Proc() {
    }

    public abstract boolean isAlive() throws IOException, InterruptedException;

    /** Ends the process and what it started. */
    public abstract void kill() throws IOException, InterruptedException;

    /** Waits for the end; returns the exit code. */
    public abstract int join() throws IOException, InterruptedException;

    public abstract InputStream getStdout();

    public abstract InputStream getStderr();

    public abstract OutputStream getStdin();

    /** Waits at most so long, then kills the process. */
    public final int joinWithTimeout(long timeout, TimeUnit unit, TaskListener listener)
            throws IOException, InterruptedException {
        ScheduledFuture<?> killer = Timer.get().schedule(() -> {
            listener.error("Timeout after " + timeout + " " + unit);
            try {
                kill();
            } catch (IOException | InterruptedException x) {
                Functions.printStackTrace(x, listener.error("Failed to join the process"));
            }
        }, timeout, unit);
        try {
            return join();
        } finally {
            killer.cancel(false);
        }
    }

    /** A process of this machine. */
    public static final class LocalProc extends Proc {
        private final Process process;
        private final EnvVars cookie;
        private final List<Thread> pumps = new ArrayList<>();

        public LocalProc(String[] cmd, String[] env, InputStream in, OutputStream out) throws IOException {
            this(cmd, env, in, out, null, null);
        }

        public LocalProc(String[] cmd, String[] env, InputStream in, OutputStream out, File workDir)
                throws IOException {
            this(cmd, env, in, out, null, workDir);
        }

        /** Standard error goes with standard output where {@code err} is null; a null {@code in} is an empty one. */
        public LocalProc(String[] cmd, String[] env, InputStream in, OutputStream out, OutputStream err,
                File workDir) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(cmd).directory(workDir).redirectErrorStream(err == null);
            if (env != null) {
                builder.environment().clear();
                for (String line : env) {
                    int separator = line.indexOf('=');
                    builder.environment().put(line.substring(0, separator), line.substring(separator + 1));
                }
            }
            cookie = EnvVars.createCookie();
            builder.environment().putAll(cookie);
            if (in == null) {
                builder.redirectInput(new File("/dev/null"));
            }
            if (out == null) {
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            }
            process = builder.start();
            String name = cmd[0] + " (" + process.pid() + ")";
            if (in != null) {
                pump(name + " input", in, process.getOutputStream(), true);
            }
            if (out != null) {
                pumps.add(pump(name + " output", process.getInputStream(), out, false));
            }
            if (err != null) {
                pumps.add(pump(name + " errors", process.getErrorStream(), err, false));
            }
        }

        private static Thread pump(String name, InputStream from, OutputStream to, boolean close) {
            Thread thread = new Thread(() -> {
                try {
                    byte[] buffer = new byte[8192];
                    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                        to.write(buffer, 0, n);
                        to.flush();
                    }
                    if (close) {
                        to.close();
                    }
                } catch (IOException x) {
                    Logger.getLogger(Proc.class.getName()).log(Level.FINE, name + " ended", x);
                }
            }, name);
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        @Override
        public boolean isAlive() throws IOException, InterruptedException {
            return process.isAlive();
        }

        @Override
        public void kill() throws InterruptedException, IOException {
            ProcessTree.get().killAll(process, cookie);
            join();
        }

        @Override
        public int join() throws InterruptedException, IOException {
            try {
                int code = process.waitFor();
                for (Thread pump : pumps) {
                    pump.join(TimeUnit.SECONDS.toMillis(10));
                }
                return code;
            } catch (InterruptedException x) {
                process.destroy();
                throw x;
            }
        }

        @Override
        public InputStream getStdout() {
            return null;
        }

        @Override
        public InputStream getStderr() {
            return null;
        }

        @Override
        public OutputStream getStdin() {
            return null;
        }
    }
}
