package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.AgentAway;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.DurableProcess;
import io.jenkins.plugins.taskhub.cli.Outcome;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import jenkins.model.Jenkins;

/** Goes through the phases of an engine, in one life of the controller, on background threads. */
final class PhaseRunner {
    private static final long AWAY_MS = 2_000;
    private static final int AWAY_TIMES = 300;

    private final Engine<?> engine;
    private final Progress progress;
    private final Interruption interruption;
    private final StepPorts ports;
    private final Consumer<Serializable> done;
    private final Consumer<Throwable> failed;
    private final Jenkins controller = Jenkins.getInstanceOrNull();
    private boolean attached;
    private int timesAway;

    /**
     * @param done told the engine's result, after the last phase
     * @param failed told why it did not come to that
     */
    PhaseRunner(Engine<?> engine, Progress progress, Interruption interruption, StepPorts ports,
                Consumer<Serializable> done, Consumer<Throwable> failed) {
        this.engine = engine;
        this.progress = progress;
        this.interruption = interruption;
        this.ports = ports;
        this.done = done;
        this.failed = failed;
    }

    /** Goes on with the phase that progress names; returns early where something is waited for, whose end comes back. */
    void run() {
        try {
            attach();
            var phases = engine.phases();
            while (progress.phase < phases.size()) {
                if (!pass(phases.get(progress.phase))) {
                    return;
                }
                progress.phase++;
            }
            done.accept(interruption.during(engine::result));
        } catch (AgentAway e) {
            waitForAgent(e);
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    /** A process that was running before a restart is attached also when the step was stopped since: it must be ended. */
    private void attach() throws IOException, InterruptedException {
        if (attached) {
            return;
        }
        engine.reclaim();
        var process = progress.process;
        var group = progress.group;
        if (group != null && !group.running().isEmpty()) {
            engine.attach(ports);
            group.running().values().forEach(running -> running.attached(engine, ports));
        } else if (process == null) {
            interruption.during(() -> {
                engine.attach(ports);
                return null;
            });
        } else {
            engine.attach(ports);
            endable(process.attached(engine, ports));
        }
        attached = true;
    }

    private void endable(RunningProcess process) {
        interruption.endsBy(() -> Background.run(process::end));
    }

    /** @return whether the phase is over; where it is not, its end comes back to {@link #run} */
    private boolean pass(Phase phase) throws IOException, InterruptedException {
        if (phase instanceof Phase.Process process) {
            return !startOrAttach(process);
        }
        if (phase instanceof Phase.Await await) {
            await(await);
            return false;
        }
        if (phase instanceof Phase.Asked question) {
            return !ask(question);
        }
        if (phase instanceof Phase.Together together) {
            runTogether(together);
            return false;
        }
        var call = (Phase.Call) phase;
        return interruption.during(() -> {
            call.action().run(ports);
            return true;
        });
    }

    private void await(Phase.Await phase) throws IOException, InterruptedException {
        CompletableFuture<?> begun = interruption.during(() -> phase.begin().begin(ports));
        interruption.endsBy(() -> begun.cancel(true));
        begun.whenComplete((nothing, problem) -> Background.run(() -> {
            if (controller != Jenkins.getInstanceOrNull()) {
                return; // it goes on in the next controller, which waits for the same
            }
            interruption.nothingToEnd();
            if (problem == null) {
                progress.phase++;
                ports.save();
                run();
            } else {
                failed.accept(own(problem));
            }
        }));
    }

    /**
     * Asks, or after a restart goes on asking. Posting is not interrupted: the prompt would be left behind.
     *
     * @return whether an answer must be waited for
     */
    private boolean ask(Phase.Asked phase) throws IOException, InterruptedException {
        Optional<Question> question = interruption.during(() -> phase.ask().question(ports));
        if (question.isEmpty()) {
            return false;
        }
        var asking = progress.asking == null ? new Asking() : progress.asking;
        progress.asking = asking;
        var end = asking.ask(question.get(), ports);
        interruption.endsBy(asking::giveUp);
        end.whenComplete((answer, problem) -> Background.run(() -> answered(phase, answer, problem)));
        return true;
    }

    private void answered(Phase.Asked phase, Answer answer, Throwable problem) {
        interruption.nothingToEnd();
        progress.asking.takeAway();
        try {
            if (problem != null) {
                throw problem;
            }
            interruption.during(() -> {
                phase.answered().answered(ports, answer);
                return null;
            });
            progress.asking = null;
            progress.phase++;
            ports.save();
            run();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    /**
     * Starts the phase's process, or attaches the one that was running before a restart. Starting is not interrupted:
     * a process whose handle is lost could not be ended.
     *
     * @return whether there is a process whose end must be waited for
     */
    private boolean startOrAttach(Phase.Process phase) throws IOException, InterruptedException {
        if (progress.process == null) {
            Optional<Command> command = interruption.during(() -> phase.source().command(ports));
            if (command.isEmpty()) {
                return false;
            }
            command.get().secrets().values().forEach(secret -> ports.masker().add(secret.getPlainText()));
            var process = new RunningProcess(DurableProcess.start(command.get(), ports.agent(),
                    progress.tells(command.get().arguments().get(0))));
            progress.process = process.attached(engine, ports);
            endable(process);
            ports.save();
        }
        progress.process.follow(phase)
                .whenComplete((outcome, problem) -> Background.run(() -> ended(phase, outcome, problem)));
        return true;
    }

    private void ended(Phase.Process phase, Outcome outcome, Throwable problem) {
        interruption.nothingToEnd();
        if (problem instanceof AgentAway) {
            failed.accept(problem);
            return;
        }
        progress.process = null;
        try {
            if (problem != null) {
                throw problem;
            }
            interruption.during(() -> {
                phase.end().ended(ports, outcome);
                return null;
            });
            progress.phase++;
            ports.save();
            run();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }

    private void runTogether(Phase.Together phase) {
        if (progress.group == null) {
            progress.group = new ProcessGroup();
        }
        new GroupRunner(phase, progress, engine, interruption, ports, problem -> {
            if (problem == null) {
                progress.group = null;
                progress.phase++;
                ports.save();
                run();
            } else if (problem instanceof AgentAway away) {
                waitForAgent(away);
            } else {
                progress.group = null;
                failed.accept(problem);
            }
        }).run();
    }

    /** What went wrong, without the wrapping of what was awaited. */
    private static Throwable own(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
    }

    private void waitForAgent(AgentAway e) {
        if (timesAway++ == 0) {
            ports.log().line(e.getMessage() + ": waiting for it");
        }
        if (timesAway > AWAY_TIMES) {
            failed.accept(new StepFailure(e.getMessage() + " for ten minutes: bring it back, then run the job again"));
        } else {
            var again = Background.later(this::run, AWAY_MS);
            interruption.endsBy(() -> {
                if (again.cancel(false)) {
                    Background.run(() -> failed.accept(e));
                }
            });
        }
    }
}
