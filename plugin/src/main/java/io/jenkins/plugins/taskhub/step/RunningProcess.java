package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.AgentAway;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.cli.DurableProcess;
import io.jenkins.plugins.taskhub.cli.Outcome;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The process of a phase with the watch beside it: followed, asked to end, at last stopped. */
final class RunningProcess implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(RunningProcess.class.getName());

    private final DurableProcess process;
    private volatile String endedFor;
    private transient volatile boolean interrupted;
    private transient Ports ports;
    private transient Runnable beforeEnding;
    private transient CompletableFuture<Outcome> end;
    private transient CompletableFuture<Outcome> followed;
    private transient AutoCloseable watch;

    RunningProcess(DurableProcess process) {
        this.process = process;
    }

    /** What this life of the controller gives to the process: before anything else, also after a restart. */
    RunningProcess attached(Engine<?> engine, Ports world) {
        ports = world;
        beforeEnding = () -> engine.ending(world);
        end = new CompletableFuture<>();
        return this;
    }

    /**
     * Follows the process to its end.
     *
     * @param phase has the watch beside it, and reads its lines
     * @return how the process ended, and for what reason where the watch ended it
     */
    CompletableFuture<Outcome> follow(Phase.Process phase) {
        if (phase.watch() != null) {
            startWatch(phase.watch());
        }
        var following = process.follow(ports.agent(), ports.masker(), line -> phase.lines().line(ports, line),
                ports.log()::line);
        synchronized (this) {
            followed = following;
        }
        following.whenComplete((outcome, problem) -> {
            if (interrupted && !end.isDone()) {
                sweep();
            }
            closeWatch();
            if (problem == null) {
                end.complete(new Outcome(outcome.status(), outcome.tail(), endedFor, outcome.captured()));
            } else {
                end.completeExceptionally(problem);
            }
        });
        return end;
    }

    /**
     * After an interruption: SIGTERM to the command, and to its whole tree when that was not enough in time. Where the
     * agent is away the process is given up: nobody waits for it.
     */
    void end() {
        interrupted = true;
        closeWatch();
        if (signal()) {
            Background.later(this::stop, process.grace().toMillis());
        }
    }

    /** The program's name, for messages. */
    String program() {
        return process.program();
    }

    /** Closes the watch, if there is one. */
    void closeWatch() {
        AutoCloseable closing;
        synchronized (this) {
            closing = watch;
            watch = null;
        }
        if (closing != null) {
            try {
                closing.close();
            } catch (Exception e) {
                LOGGER.log(Level.FINE, "could not close a watch", e);
            }
        }
    }

    private void startWatch(Phase.Watch beside) {
        try {
            var started = beside.start(ports, this::endFor);
            synchronized (this) {
                watch = started;
            }
        } catch (IOException | RuntimeException e) {
            ports.log().detail("not watched: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endFor(String reason) {
        synchronized (this) {
            if (endedFor != null) {
                return;
            }
            endedFor = reason;
        }
        Background.run(this::signal);
    }

    /** @return false when the process was given up */
    private boolean signal() {
        if (end.isDone()) {
            return true;
        }
        try {
            ports.agent().launcher();
            beforeEnding.run();
            process.terminate(ports.agent());
        } catch (AgentAway e) {
            return !giveUp(e);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "could not signal " + process.program(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** An interrupted step does not wait for its agent; one that goes on does. */
    private boolean giveUp(AgentAway away) {
        if (interrupted) {
            CompletableFuture<Outcome> following;
            synchronized (this) {
                following = followed;
            }
            end.completeExceptionally(away);
            if (following != null) {
                following.cancel(false);
            }
        }
        return interrupted;
    }

    private void stop() {
        if (end.isDone()) {
            return;
        }
        ports.log().line(process.program() + " still runs after " + process.grace().toSeconds()
                + " s: ending it together with what it started");
        try {
            process.stop(ports.agent());
        } catch (AgentAway e) {
            giveUp(e);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "could not stop " + process.program(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A command that ended in order may have left behind what it started itself. */
    private void sweep() {
        try {
            process.sweep(ports.agent());
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "could not look for what " + process.program() + " left running", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
