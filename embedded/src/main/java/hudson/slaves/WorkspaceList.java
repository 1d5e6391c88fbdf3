package hudson.slaves;

import hudson.FilePath;
import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The workspaces of a node that are in use; two builds never share one. */
public final class WorkspaceList {
    /** Stands between a workspace's name and a number or suffix. */
    public static final String COMBINATOR = System.getProperty(WorkspaceList.class.getName(), "@");

    private final Map<String, Integer> inUse = new HashMap<>();

    /** The directory for temporary files beside a workspace; {@code null} where the workspace has no parent. */
    public static FilePath tempDir(FilePath ws) {
        return ws.getParent() == null ? null : ws.sibling(ws.getName() + COMBINATOR + "tmp");
    }

    /** The workspace, or the next one that is free: {@code NAME@2}, {@code NAME@3}… */
    public synchronized Lease allocate(FilePath base) throws InterruptedException {
        for (int number = 1; ; number++) {
            FilePath candidate = number == 1 ? base : base.withSuffix(COMBINATOR + number);
            if (!inUse.containsKey(candidate.getRemote())) {
                return record(candidate);
            }
        }
    }

    /** Takes a workspace that is free. */
    public synchronized Lease record(FilePath p) {
        inUse.merge(p.getRemote(), 1, Integer::sum);
        return new Taken(p);
    }

    /** Waits until a workspace is free, then takes it. */
    public synchronized Lease acquire(FilePath p) throws InterruptedException {
        while (inUse.containsKey(p.getRemote())) {
            wait();
        }
        return record(p);
    }

    private synchronized void free(FilePath p) {
        inUse.computeIfPresent(p.getRemote(), (path, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }

    /** A workspace in use. */
    public abstract static class Lease implements Closeable {
        public final FilePath path;

        protected Lease(FilePath path) {
            this.path = path;
        }

        public abstract void release();

        @Override
        public void close() {
            release();
        }

        /** A lease that nothing depends on. */
        public static Lease createDummyLease(FilePath p) {
            return new Lease(p) {
                @Override
                public void release() {
                }
            };
        }
    }

    private final class Taken extends Lease {
        private final AtomicBoolean released = new AtomicBoolean();

        Taken(FilePath path) {
            super(path);
        }

        @Override
        public void release() {
            if (released.compareAndSet(false, true)) {
                free(path);
            }
        }
    }
}
