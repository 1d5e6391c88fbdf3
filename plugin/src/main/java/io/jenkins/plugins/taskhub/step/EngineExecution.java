package io.jenkins.plugins.taskhub.step;

import hudson.AbortException;
import io.jenkins.plugins.taskhub.cli.AgentAway;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.DurableProcess;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.kubernetes.ClusterException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs an {@link Engine} as a step: the one class that knows of both. Calls run on background threads, processes as
 * durable tasks; saved are the engine, the number of the phase, and the handle of the process that runs. After a
 * restart of the controller the phase goes on: a process is attached again, a call is made again.
 */
public final class EngineExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(EngineExecution.class.getName());
    /** How long a process has to put its work in order after SIGTERM, before its whole tree is stopped. */
    private static final long GRACE_MS = 40_000;
    private static final long AWAY_MS = 2_000;
    private static final int AWAY_TIMES = 300;

    private final String function;
    private final String feature;
    private final Engine<?> engine;
    private volatile int next;
    private volatile DurableProcess process;
    private volatile String endedFor;
    private volatile String privateDir;

    private transient StepPorts ports;
    private transient boolean attached;
    /** The thread that is in a call, which an interruption of the step interrupts. */
    private transient Thread caller;
    private transient volatile CompletableFuture<?> awaited;
    private transient AutoCloseable watch;
    private transient Throwable cause;
    private transient boolean over;
    private transient int timesAway;

    private EngineExecution(StepContext context, String function, String feature, Engine<?> engine) {
        super(context);
        this.function = function;
        this.feature = feature;
        this.engine = engine;
    }

    /**
     * @param function the step's name, with which every failure begins
     * @param feature what stands in brackets in the log
     * @param engine makes the engine and thereby checks the parameters; runs on the Pipeline's thread, so without I/O
     * @throws AbortException when a parameter is refused
     */
    public static EngineExecution of(StepContext context, String function, String feature,
                                     Supplier<? extends Engine<?>> engine) throws AbortException {
        try {
            return new EngineExecution(context, function, feature, engine.get());
        } catch (StepFailure e) {
            throw new AbortException(function + ": " + e.getMessage());
        }
    }

    @Override
    public boolean start() {
        Background.run(this::run);
        return false;
    }

    @Override
    public void onResume() {
        Background.run(this::run);
    }

    @Override
    public synchronized void stop(Throwable reason) {
        if (cause != null || over) {
            return;
        }
        cause = reason;
        if (process != null) {
            if (attached) {
                Background.run(this::endProcess);
            }
        } else if (caller != null) {
            caller.interrupt();
        } else if (awaited != null) {
            awaited.cancel(true);
        }
    }

    @Override
    public String getStatus() {
        var phases = engine.phases();
        int phase = next;
        return phase < phases.size() ? phases.get(phase).name() : "done";
    }

    /** Goes through the phases; returns early when a process runs, whose end comes back here. */
    private void run() {
        try {
            attach();
            var phases = engine.phases();
            for (; next < phases.size(); next++) {
                if (phases.get(next) instanceof Phase.Process phase) {
                    if (startOrAttach(phase)) {
                        return;
                    }
                } else if (phases.get(next) instanceof Phase.Await phase) {
                    await(phase);
                    return;
                } else if (phases.get(next) instanceof Phase.Call phase) {
                    interruptibly(() -> {
                        phase.action().run(ports);
                        return null;
                    });
                }
            }
            var result = interruptibly(engine::result);
            finish(() -> getContext().onSuccess(result));
        } catch (AgentAway e) {
            waitForAgent(e);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** A process that was running before a restart is attached also when the step was stopped since: it must be ended. */
    private void attach() throws IOException, InterruptedException {
        if (ports == null) {
            ports = new StepPorts(getContext(), feature, privateDir, dir -> privateDir = dir);
        }
        if (attached) {
            return;
        }
        if (process == null) {
            interruptibly(() -> {
                engine.attach(ports);
                return null;
            });
        } else {
            engine.attach(ports);
        }
        synchronized (this) {
            attached = true;
            if (cause != null && process != null) {
                Background.run(this::endProcess);
            }
        }
    }

    /** Runs a call that {@link #stop} may interrupt; where that was asked for already it is not even begun. */
    private <T> T interruptibly(Interruptible<T> call) throws IOException, InterruptedException {
        synchronized (this) {
            if (cause != null) {
                throw new InterruptedException();
            }
            caller = Thread.currentThread();
        }
        try {
            return call.run();
        } finally {
            synchronized (this) {
                caller = null;
            }
        }
    }

    private void await(Phase.Await phase) throws IOException, InterruptedException {
        CompletableFuture<?> begun = interruptibly(() -> phase.begin().begin(ports));
        synchronized (this) {
            awaited = begun;
            if (cause != null) {
                begun.cancel(true);
            }
        }
        begun.whenComplete((nothing, problem) -> Background.run(() -> {
            awaited = null;
            if (problem == null) {
                next++;
                run();
            } else {
                failed(problem instanceof CompletionException && problem.getCause() != null
                        ? problem.getCause() : problem);
            }
        }));
    }

    /**
     * Starts the phase's process, or attaches the one that was running before a restart. Starting is not interrupted:
     * a process whose handle is lost could not be ended.
     *
     * @return whether there is a process whose end must be waited for
     */
    private boolean startOrAttach(Phase.Process phase) throws IOException, InterruptedException {
        if (process == null) {
            Optional<Command> command = interruptibly(() -> phase.source().command(ports));
            if (command.isEmpty()) {
                return false;
            }
            command.get().secrets().values().forEach(secret -> ports.masker().add(secret.getPlainText()));
            endedFor = null;
            var started = DurableProcess.start(command.get(), ports.agent());
            synchronized (this) {
                process = started;
                if (cause != null) {
                    Background.run(this::endProcess);
                }
            }
            getContext().saveState();
        }
        if (phase.watch() != null) {
            startWatch(phase.watch());
        }
        process.follow(ports.agent(), ports.masker(), ports.log()::detail)
                .whenComplete((outcome, problem) -> Background.run(() -> ended(phase, outcome, problem)));
        return true;
    }

    private void startWatch(Phase.Watch beside) {
        try {
            watch = beside.start(ports, this::endFor);
        } catch (IOException | RuntimeException e) {
            ports.log().detail("not watched: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endFor(String reason) {
        synchronized (this) {
            if (process == null || endedFor != null) {
                return;
            }
            endedFor = reason;
        }
        Background.run(this::terminate);
    }

    private void ended(Phase.Process phase, Outcome outcome, Throwable problem) {
        closeWatch();
        String reason;
        synchronized (this) {
            process = null;
            reason = endedFor;
        }
        try {
            if (problem != null) {
                throw problem;
            }
            interruptibly(() -> {
                phase.end().ended(ports, new Outcome(outcome.status(), outcome.tail(), reason, outcome.captured()));
                return null;
            });
            next++;
            getContext().saveState();
            run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** After an interruption: SIGTERM to the command, and to its whole tree when that was not enough in time. */
    private void endProcess() {
        var ending = process;
        closeWatch();
        terminate();
        Background.later(() -> {
            if (ending != null && process == ending) {
                ports.log().line(ending.program() + " still runs after " + GRACE_MS / 1_000
                        + " s: ending it together with what it started");
                try {
                    ending.stop(ports.agent());
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(Level.WARNING, "could not stop " + ending.program(), e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }, GRACE_MS);
    }

    private void terminate() {
        var ending = process;
        try {
            if (ending != null) {
                engine.ending(ports);
                ending.terminate(ports.agent());
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "could not signal " + ending.program(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitForAgent(AgentAway e) {
        if (timesAway++ == 0) {
            ports.log().line(e.getMessage() + ": waiting for it");
        }
        if (timesAway > AWAY_TIMES) {
            failed(new StepFailure(e.getMessage() + " for ten minutes: bring it back, then run the job again"));
        } else {
            Background.later(this::run, AWAY_MS);
        }
    }

    private void failed(Throwable problem) {
        Thread.interrupted();
        Throwable stopped;
        synchronized (this) {
            stopped = cause;
        }
        if (stopped != null && ports != null) {
            try {
                engine.interrupted(ports);
            } catch (IOException | InterruptedException | RuntimeException e) {
                ports.log().line("what state is left could not be found out: " + e.getMessage());
            }
        }
        var told = stopped != null ? stopped : told(problem);
        finish(() -> getContext().onFailure(told));
    }

    /** What the build is told: one line without a secret; only what nobody foresaw comes with its stack trace. */
    private Throwable told(Throwable problem) {
        if (problem instanceof FlowInterruptedException) {
            return problem;
        }
        if (problem instanceof StepFailure || problem instanceof ClusterException || problem instanceof AbortException) {
            LOGGER.log(Level.FINE, function, problem);
            return new AbortException(function + ": " + masked(problem.getMessage()));
        }
        if (ports == null) {
            LOGGER.log(Level.WARNING, function, problem);
        } else {
            var trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            ports.log().line(masked(trace.toString()));
        }
        return new AbortException(function + ": unexpected " + problem.getClass().getSimpleName() + ": "
                + masked(problem.getMessage()));
    }

    /** Without ports no secret has been looked up yet. */
    private String masked(String text) {
        return ports == null ? text : ports.masker().mask(text);
    }

    private void finish(Runnable answer) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        try {
            closeWatch();
            engine.close();
            if (ports != null) {
                ports.deletePrivateDir();
            } else if (privateDir != null) {
                LOGGER.log(Level.WARNING, "{0} could not delete its private folder {1} on the agent: delete it by hand",
                        new Object[] {function, privateDir});
            }
        } finally {
            answer.run();
        }
    }

    private void closeWatch() {
        var closing = watch;
        watch = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (Exception e) {
                LOGGER.log(Level.FINE, "could not close a watch", e);
            }
        }
    }

    @FunctionalInterface
    private interface Interruptible<T> {
        T run() throws IOException, InterruptedException;
    }
}
