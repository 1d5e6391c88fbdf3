package hudson.util;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The processes of this machine. Jenkins also shows them and their environments; here they can be ended. */
public abstract class ProcessTree {
    /** How long an ended process may take before it is ended by force. */
    private static final long SOFT_KILL_SECONDS = 120;

    ProcessTree() {
    }

    public static ProcessTree get() {
        return new UnixProcessTree();
    }

    /** Ends every process whose environment has all these variables: SIGTERM, after two minutes SIGKILL. */
    public abstract void killAll(Map<String, String> modelEnvVars) throws InterruptedException;

    /** Ends a process, what it started, and every process with all these variables. */
    public void killAll(Process proc, Map<String, String> modelEnvVars) throws InterruptedException {
        List<ProcessHandle> tree = new ArrayList<>(proc.descendants().toList());
        tree.add(proc.toHandle());
        end(tree);
        if (modelEnvVars != null) {
            killAll(modelEnvVars);
        }
    }

    static void end(Collection<ProcessHandle> processes) throws InterruptedException {
        processes.forEach(ProcessHandle::destroy);
        CompletableFuture<?> all = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            all.get(SOFT_KILL_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException x) {
            processes.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
