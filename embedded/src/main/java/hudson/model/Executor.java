package hudson.model;

import hudson.FilePath;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.Jenkins;
import jenkins.model.queue.AsynchronousExecution;

/** A place on a node where one task runs at a time. */
public class Executor extends Thread implements ModelObject {
    private static final Logger LOGGER = Logger.getLogger(Executor.class.getName());

    protected final Computer owner;

    private final int number;
    private final List<CauseOfInterruption> causes = new ArrayList<>();
    private volatile Queue.BuildableItem item;
    private volatile Queue.Executable executable;
    private volatile AsynchronousExecution asynchronousExecution;
    private volatile long startTime;
    private volatile Result interruptStatus;
    private boolean finished;

    public Executor(Computer owner, int n) {
        super("Executor #" + n + " for " + (owner.getName().isEmpty() ? "built-in node" : owner.getName()));
        this.owner = owner;
        this.number = n;
        setDaemon(true);
    }

    /** Takes an item; called by the queue under its lock. */
    void take(Queue.BuildableItem taken) {
        item = taken;
        startTime = System.currentTimeMillis();
        if (this instanceof OneOffExecutor oneOff) {
            owner.started(oneOff);
        }
        start();
    }

    @Override
    public void run() {
        try {
            Queue.Task task = item.task;
            try (ACLContext ignored = ACL.as2(task.getDefaultAuthentication2(item))) {
                executable = task.createExecutable();
                if (executable instanceof Actionable actionable) {
                    item.getActions().forEach(actionable::addAction);
                }
                if (executable instanceof Run<?, ?> run) {
                    run.setQueueId(item.getId());
                }
                Queue.getInstance().started(item, executable);
                setName(getName() + " : executing " + executable);
                executable.run();
            }
            finish(null);
        } catch (AsynchronousExecution x) {
            x.setExecutorWithoutCompleting(this);
            synchronized (this) {
                asynchronousExecution = x;
            }
            x.maybeComplete();
        } catch (Throwable x) {
            LOGGER.log(Level.WARNING, getName() + " failed", x);
            finish(x);
        }
    }

    public void completedAsynchronous(Throwable error) {
        asynchronousExecution = null;
        finish(error);
    }

    private void finish(Throwable error) {
        synchronized (this) {
            if (finished) {
                return;
            }
            finished = true;
        }
        Queue.BuildableItem done = item;
        Queue.Executable result = executable;
        owner.removeExecutor(this);
        item = null;
        executable = null;
        done.finished(result, error);
    }

    /** Ends what runs here as aborted. */
    @Override
    public void interrupt() {
        interrupt(Result.ABORTED);
    }

    public void interrupt(Result result) {
        User user = User.current();
        interrupt(result, user == null ? new CauseOfInterruption[0]
                : new CauseOfInterruption[] {new CauseOfInterruption.UserInterruption(user)});
    }

    public void interrupt(Result result, CauseOfInterruption... because) {
        interruptStatus = result;
        synchronized (causes) {
            for (CauseOfInterruption cause : because) {
                if (!causes.contains(cause)) {
                    causes.add(cause);
                }
            }
        }
        AsynchronousExecution execution = asynchronousExecution;
        if (execution != null) {
            execution.interrupt(false);
        } else {
            super.interrupt();
        }
    }

    /** The result of an interrupted build. */
    public Result abortResult() {
        Thread.interrupted();
        return interruptStatus == null ? Result.ABORTED : interruptStatus;
    }

    public Collection<CauseOfInterruption> getCausesOfInterruption() {
        synchronized (causes) {
            return List.copyOf(causes);
        }
    }

    /** Writes why the build was interrupted into its log and onto the build. */
    public void recordCauseOfInterruption(Run<?, ?> build, TaskListener listener) {
        List<CauseOfInterruption> recorded;
        synchronized (causes) {
            recorded = List.copyOf(causes);
            causes.clear();
        }
        if (!recorded.isEmpty()) {
            build.addAction(new InterruptedBuildAction(recorded));
            recorded.forEach(cause -> cause.print(listener));
        }
    }

    public Queue.Executable getCurrentExecutable() {
        return executable;
    }

    public AsynchronousExecution getAsynchronousExecution() {
        return asynchronousExecution;
    }

    public FilePath getCurrentWorkspace() {
        return null;
    }

    public boolean isIdle() {
        return item == null;
    }

    public boolean isBusy() {
        return item != null;
    }

    public long getElapsedTime() {
        return System.currentTimeMillis() - startTime;
    }

    public int getNumber() {
        return number;
    }

    public Computer getOwner() {
        return owner;
    }

    @Override
    public String getDisplayName() {
        return "Executor #" + number;
    }

    /** The executor whose thread this is, or {@code null}. */
    public static Executor currentExecutor() {
        return Thread.currentThread() instanceof Executor e ? e : null;
    }

    /** The executor that runs an executable, or {@code null}. */
    public static Executor of(Queue.Executable executable) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null) {
            return null;
        }
        for (Computer computer : jenkins.getComputers()) {
            for (Executor e : computer.getAllExecutors()) {
                if (e.getCurrentExecutable() == executable) {
                    return e;
                }
            }
        }
        return null;
    }
}
