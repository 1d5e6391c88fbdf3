package hudson;

import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import hudson.util.ArgumentListBuilder;
import hudson.util.ProcessTree;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** Starts processes on a node. */
public abstract class Launcher {
    protected final TaskListener listener;
    protected final VirtualChannel channel;

    protected Launcher(TaskListener listener, VirtualChannel channel) {
        this.listener = listener;
        this.channel = channel;
    }

    protected Launcher(Launcher launcher) {
        this(launcher.listener, launcher.channel);
    }

    public VirtualChannel getChannel() {
        return channel;
    }

    public TaskListener getListener() {
        return listener;
    }

    public Computer getComputer() {
        for (Computer c : Jenkins.get().getComputers()) {
            if (c.getChannel() == channel) {
                return c;
            }
        }
        return null;
    }

    public boolean isUnix() {
        return !Functions.isWindows();
    }

    public final ProcStarter launch() {
        return new ProcStarter();
    }

    public abstract Proc launch(ProcStarter starter) throws IOException;

    /** Ends the processes whose environment has all these variables. */
    public abstract void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException;

    /** A launcher that starts every process with these variables too. */
    public final Launcher decorateByEnv(EnvVars environment) {
        EnvVars env = new EnvVars(environment);
        Launcher outer = this;
        return new DecoratedLauncher(this) {
            @Override
            public Proc launch(ProcStarter starter) throws IOException {
                EnvVars merged = new EnvVars(env);
                if (starter.envs != null) {
                    for (String line : starter.envs) {
                        merged.addLine(line);
                    }
                }
                starter.envs = Util.mapToEnv(merged);
                return outer.launch(starter);
            }
        };
    }

    /** A launcher that puts words in front of every command. */
    public final Launcher decorateByPrefix(String... prefix) {
        Launcher outer = this;
        return new DecoratedLauncher(this) {
            @Override
            public Proc launch(ProcStarter starter) throws IOException {
                starter.commands.addAll(0, Arrays.asList(prefix));
                if (starter.masks != null) {
                    boolean[] masks = new boolean[starter.masks.length + prefix.length];
                    System.arraycopy(starter.masks, 0, masks, prefix.length, starter.masks.length);
                    starter.masks = masks;
                }
                return outer.launch(starter);
            }
        };
    }

    protected final void maskedPrintCommandLine(List<String> cmd, boolean[] mask, FilePath workDir) {
        StringBuilder line = new StringBuilder();
        if (workDir != null) {
            line.append('[').append(workDir.getName()).append("] ");
        }
        line.append('$');
        for (int i = 0; i < cmd.size(); i++) {
            String word = mask != null && mask.length > i && mask[i] ? "******" : cmd.get(i);
            line.append(' ').append(word.indexOf(' ') >= 0 || word.isEmpty() ? '"' + word + '"' : word);
        }
        listener.getLogger().println(line);
    }

    /** What is to be started, and how. */
    public final class ProcStarter {
        protected List<String> commands;
        protected boolean[] masks;
        protected FilePath pwd;
        protected OutputStream stdout;
        protected OutputStream stderr;
        protected InputStream stdin;
        protected String[] envs;
        private boolean quiet;

        public ProcStarter() {
        }

        public ProcStarter cmds(String... args) {
            return cmds(Arrays.asList(args));
        }

        public ProcStarter cmds(List<String> args) {
            commands = new ArrayList<>(args);
            return this;
        }

        public ProcStarter cmds(File program, String... args) {
            commands = new ArrayList<>();
            commands.add(program.getPath());
            commands.addAll(Arrays.asList(args));
            return this;
        }

        public ProcStarter cmds(ArgumentListBuilder args) {
            commands = args.toList();
            masks = args.toMaskArray();
            return this;
        }

        public ProcStarter cmdAsSingleString(String s) {
            return cmds(Util.tokenize(s));
        }

        public List<String> cmds() {
            return commands;
        }

        public ProcStarter masks(boolean... masks) {
            this.masks = masks;
            return this;
        }

        public boolean[] masks() {
            return masks;
        }

        public ProcStarter pwd(FilePath workDir) {
            this.pwd = workDir;
            return this;
        }

        public ProcStarter pwd(File workDir) {
            return pwd(new FilePath(workDir));
        }

        public ProcStarter pwd(String workDir) {
            return pwd(new FilePath(channel, workDir));
        }

        public FilePath pwd() {
            return pwd;
        }

        public ProcStarter stdout(OutputStream out) {
            this.stdout = out;
            return this;
        }

        public ProcStarter stdout(TaskListener out) {
            return stdout(out.getLogger());
        }

        public OutputStream stdout() {
            return stdout;
        }

        public ProcStarter stderr(OutputStream err) {
            this.stderr = err;
            return this;
        }

        public OutputStream stderr() {
            return stderr;
        }

        public ProcStarter stdin(InputStream in) {
            this.stdin = in;
            return this;
        }

        public InputStream stdin() {
            return stdin;
        }

        public ProcStarter envs(Map<String, String> overrides) {
            return envs(Util.mapToEnv(overrides));
        }

        public ProcStarter envs(String... overrides) {
            for (String line : overrides) {
                if (line.indexOf('=') < 0) {
                    throw new IllegalArgumentException(line + " is not of the form NAME=VALUE");
                }
            }
            this.envs = overrides;
            return this;
        }

        public String[] envs() {
            return envs == null ? new String[0] : envs.clone();
        }

        /** Without the line that tells what is started. */
        public ProcStarter quiet(boolean quiet) {
            this.quiet = quiet;
            return this;
        }

        public boolean quiet() {
            return quiet;
        }

        public Proc start() throws IOException {
            return launch(this);
        }

        public int join() throws IOException, InterruptedException {
            return start().join();
        }

        public ProcStarter copy() {
            ProcStarter copy = new ProcStarter().cmds(commands).pwd(pwd).stdin(stdin).stdout(stdout).stderr(stderr)
                    .quiet(quiet);
            copy.masks = masks;
            copy.envs = envs;
            return copy;
        }
    }

    /** Starts processes of this machine. */
    public static class LocalLauncher extends Launcher {
        public LocalLauncher(TaskListener listener) {
            this(listener, FilePath.localChannel);
        }

        public LocalLauncher(TaskListener listener, VirtualChannel channel) {
            super(listener, channel);
        }

        @Override
        public Proc launch(ProcStarter ps) throws IOException {
            if (!ps.quiet()) {
                maskedPrintCommandLine(ps.commands, ps.masks, ps.pwd);
            }
            return start(ps);
        }

        static Proc start(ProcStarter ps) throws IOException {
            EnvVars overrides = new EnvVars();
            for (String line : ps.envs()) {
                overrides.addLine(line);
            }
            EnvVars env = new EnvVars(System.getenv()).overrideExpandingAll(overrides);
            return new Proc.LocalProc(ps.commands.toArray(String[]::new), Util.mapToEnv(env), ps.stdin, ps.stdout,
                    ps.stderr, ps.pwd == null ? null : new File(ps.pwd.getRemote()));
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) throws InterruptedException {
            ProcessTree.get().killAll(modelEnvVars);
        }
    }

    /** Starts processes of an agent; agents here are on this machine. */
    public static class RemoteLauncher extends Launcher {
        private final boolean isUnix;

        public RemoteLauncher(TaskListener listener, VirtualChannel channel, boolean isUnix) {
            super(listener, channel);
            this.isUnix = isUnix;
        }

        @Override
        public boolean isUnix() {
            return isUnix;
        }

        @Override
        public Proc launch(ProcStarter ps) throws IOException {
            if (channel instanceof Channel c && c.isClosingOrClosed()) {
                throw new IOException("The agent " + c.getName() + " is disconnected");
            }
            if (!ps.quiet()) {
                maskedPrintCommandLine(ps.commands, ps.masks, ps.pwd);
            }
            return LocalLauncher.start(ps);
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException {
            ProcessTree.get().killAll(modelEnvVars);
        }
    }

    /** A launcher that hands on to another one; subclasses change what they must. */
    public static class DecoratedLauncher extends Launcher {
        private final Launcher inner;

        public DecoratedLauncher(Launcher inner) {
            super(inner);
            this.inner = inner;
        }

        public Launcher getInner() {
            return inner;
        }

        @Override
        public boolean isUnix() {
            return inner.isUnix();
        }

        @Override
        public Proc launch(ProcStarter starter) throws IOException {
            return inner.launch(starter);
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException {
            inner.kill(modelEnvVars);
        }
    }
}
