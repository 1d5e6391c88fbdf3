package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs an engine without Jenkins, phase by phase on the caller's thread. */
public final class EngineRunner<R extends Serializable> {
    private final Ports ports;
    private final Processes processes;
    private Answers answers = question -> {
        throw new AssertionError("nobody is here to answer: " + question.message());
    };
    private Engine<R> engine;
    private int next;

    /** Plays the processes. */
    @FunctionalInterface
    public interface Processes {
        /** Runs a command; a watch beside it may have been started before. */
        Outcome run(Command command) throws Exception;
    }

    public EngineRunner(Engine<R> engine, Ports ports, Processes processes) {
        this.engine = engine;
        this.ports = ports;
        this.processes = processes;
    }

    /** Plays the people; only a yes that counts. */
    @FunctionalInterface
    public interface Answers {
        Answer to(Question question) throws Exception;
    }

    /** Answers the questions from now on. */
    public EngineRunner<R> answered(Answers people) {
        answers = people;
        return this;
    }

    /** Runs what is left of the phases. */
    public R run() throws Exception {
        runUntil(null);
        return engine.result();
    }

    /** Runs the phases before the one of this name; all when it is null. */
    public void runUntil(String phase) throws Exception {
        engine.attach(ports);
        try {
            for (; next < engine.phases().size() && !engine.phases().get(next).name().equals(phase); next++) {
                step(engine.phases().get(next));
            }
        } finally {
            engine.close();
        }
    }

    /** Saves and loads the engine, as a restart of the controller does. */
    @SuppressWarnings("unchecked")
    public EngineRunner<R> restarted() throws Exception {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(saved()))) {
            engine = (Engine<R>) in.readObject();
        }
        return this;
    }

    /** What is saved of the engine. */
    public byte[] saved() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(engine);
        }
        return bytes.toByteArray();
    }

    public Engine<R> engine() {
        return engine;
    }

    private void step(Phase phase) throws Exception {
        if (phase instanceof Phase.Call call) {
            call.action().run(ports);
        } else if (phase instanceof Phase.Await await) {
            try {
                await.begin().begin(ports).get(10, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        } else if (phase instanceof Phase.Asked asked) {
            var question = asked.ask().question(ports);
            if (question.isPresent()) {
                asked.answered().answered(ports, answers.to(question.get()));
            }
        } else if (phase instanceof Phase.Together together) {
            for (var process : together.processes()) {
                step(process);
            }
        } else if (phase instanceof Phase.Process process) {
            var command = process.source().command(ports);
            if (command.isPresent()) {
                var reason = new String[1];
                try (AutoCloseable watch = process.watch() == null ? () -> { }
                        : process.watch().start(ports, said -> reason[0] = said)) {
                    var ended = processes.run(command.get());
                    if (process.lines() != Phase.Lines.ALL) {
                        ended.tail().forEach(line -> process.lines().line(ports, line));
                    }
                    process.end().ended(ports, new Outcome(ended.status(), ended.tail(), reason[0], ended.captured()));
                }
            }
        }
    }
}
