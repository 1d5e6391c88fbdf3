package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.AgentAway;
import io.jenkins.plugins.taskhub.cli.Background;
import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.DurableProcess;
import io.jenkins.plugins.taskhub.cli.Outcome;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the processes of a {@link Phase.Together}, in one life of the controller. One of its methods runs at a time. */
final class GroupRunner {
    private final Phase.Together phase;
    private final Progress progress;
    private final ProcessGroup group;
    private final Engine<?> engine;
    private final Interruption interruption;
    private final StepPorts ports;
    private final Consumer<Throwable> over;
    private Throwable failure;

    /**
     * @param progress its group says how far they are; those that run are attached already
     * @param over told on a background thread, when none runs any more: null where all is well, else what failed first
     */
    GroupRunner(Phase.Together phase, Progress progress, Engine<?> engine, Interruption interruption, StepPorts ports,
                Consumer<Throwable> over) {
        this.phase = phase;
        this.progress = progress;
        this.group = progress.group;
        this.engine = engine;
        this.interruption = interruption;
        this.ports = ports;
        this.over = over;
    }

    /** Follows what ran before a restart, and begins as many as may run at a time. */
    synchronized void run() {
        group.running().forEach(this::follow);
        goOn();
    }

    private void follow(int place, RunningProcess process) {
        process.follow(phase.processes().get(place))
                .whenComplete((outcome, problem) -> Background.run(() -> ended(place, outcome, problem)));
    }

    private synchronized void ended(int place, Outcome outcome, Throwable problem) {
        group.ended(place);
        if (failure == null) {
            try {
                if (problem != null) {
                    throw problem;
                }
                interruption.during(() -> {
                    phase.processes().get(place).end().ended(ports, outcome);
                    return null;
                });
                ports.save();
            } catch (Throwable e) {
                fail(e);
            }
        }
        goOn();
    }

    private void goOn() {
        try {
            while (failure == null && group.next() < phase.processes().size()
                    && group.running().size() < Math.max(1, phase.most().getAsInt())) {
                begin(phase.processes().get(group.next()));
            }
        } catch (AgentAway e) {
            if (group.running().isEmpty()) {
                settle(e);
                return;
            }
        } catch (Throwable e) {
            fail(e);
        }
        if (group.running().isEmpty()) {
            settle(failure);
        } else {
            interruption.endsBy(this::endAll);
        }
    }

    /** Starting is not interrupted: a process whose handle is lost could not be ended. */
    private void begin(Phase.Process process) throws IOException, InterruptedException {
        Optional<Command> command = interruption.during(() -> process.source().command(ports));
        if (command.isEmpty()) {
            group.passed();
            return;
        }
        command.get().secrets().values().forEach(secret -> ports.masker().add(secret.getPlainText()));
        int place = group.next();
        var started = new RunningProcess(DurableProcess.start(command.get(), ports.agent(),
                progress.tells(command.get().arguments().get(0)))).attached(engine, ports);
        group.started(started);
        ports.save();
        follow(place, started);
    }

    private void fail(Throwable problem) {
        failure = problem;
        if (!group.running().isEmpty()) {
            endAll();
        }
    }

    private void endAll() {
        group.running().values().forEach(process -> Background.run(process::end));
    }

    private void settle(Throwable problem) {
        interruption.nothingToEnd();
        Background.run(() -> over.accept(problem));
    }
}
