package io.jenkins.plugins.taskhub.cli;

import hudson.EnvVars;
import hudson.FilePath;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;

/**
 * A command that runs on the agent as a durable task: it outlives a restart of the controller. This object is what is
 * saved of it; after a restart {@link #follow} re-attaches, and the log goes on where it was.
 */
public final class DurableProcess implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(DurableProcess.class.getName());
    /** Marks a process and what it starts, so that nothing of it is left behind. */
    private static final String ANSWER = "version";
    private static final String MARK = "TASKHUB_PROCESS";
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final long FIRST_POLL_MS = 50;
    private static final long LAST_POLL_MS = 1_000;
    private static final long AWAY_POLL_MS = 5_000;
    private static final long LONGEST_AWAY_NS = 600_000_000_000L;

    private final Controller controller;
    private final String program;
    /** Where the global configuration says that the program is; null when it is looked up. */
    private final String configured;
    private final String folder;
    private final boolean captured;
    private final boolean quiet;
    private final Duration grace;
    /** The program's answer is still to be told. */
    private volatile boolean asked;

    private DurableProcess(Controller controller, String folder, Command command, String started, boolean asked) {
        this.controller = controller;
        this.program = command.arguments().get(0);
        this.asked = asked;
        this.configured = started.equals(program) ? null : started;
        this.folder = folder;
        this.captured = command.isCaptured();
        this.quiet = command.isQuiet();
        this.grace = command.grace();
    }

    /**
     * Starts a command in the agent's workspace.
     *
     * @throws StepFailure when the agent has no POSIX shell
     */
    public static DurableProcess start(Command command, Agent agent) throws IOException, InterruptedException {
        return start(command, agent, false);
    }

    /**
     * The same; the log may tell where the program is and which version it has.
     *
     * @param asked whether it does; only for a program of {@link Versions}
     */
    public static DurableProcess start(Command command, Agent agent, boolean asked)
            throws IOException, InterruptedException {
        if (!agent.launcher().isUnix()) {
            throw new StepFailure(command.arguments().get(0) + " needs an agent with /bin/sh: run the step on one");
        }
        FilePath folder = agent.privateDir().child("p" + UUID.randomUUID());
        folder.mkdirs();
        String output = command.isCaptured() ? folder.child("out").getRemote() : null;
        var arguments = new ArrayList<>(command.arguments());
        arguments.set(0, agent.program(arguments.get(0)));
        var task = new BourneShellScript(Script.of(arguments, folder.child("pid").getRemote(), output,
                asked ? Versions.question(command.arguments().get(0)) : List.of(),
                asked ? folder.child(ANSWER).getRemote() : null));
        var env = new EnvVars(agent.env());
        env.putAll(command.environment());
        command.secrets().forEach((name, value) -> env.put(name, value.getPlainText()));
        env.put(MARK, folder.getName());
        var controller = task.launch(env, agent.workspace(), agent.launcher(), agent.listener());
        return new DurableProcess(controller, folder.getRemote(), command, arguments.get(0), asked);
    }

    /**
     * Copies the log until the process ends, without a thread that waits: the exit status is asked for after 50 ms,
     * then at growing intervals up to a second. An agent that goes away is waited for, ten minutes at most.
     *
     * @param log gets each line, masked
     * @return completed on a background thread, exceptionally when the process is lost
     */
    public CompletableFuture<Outcome> follow(Agent agent, Masker masker, Consumer<String> log) {
        return follow(agent, masker, log, log);
    }

    /**
     * The same.
     *
     * @param told gets the line that tells of the program, where it was asked
     */
    public CompletableFuture<Outcome> follow(Agent agent, Masker masker, Consumer<String> log, Consumer<String> told) {
        var end = new CompletableFuture<Outcome>();
        var sink = new LogSink(masker, quiet ? line -> { } : log);
        Background.run(new Poll(agent, sink, end, told));
        return end;
    }

    /** Asks the command itself, not its children, to end (SIGTERM), so that it can put its work in order. */
    public void terminate(Agent agent) throws IOException, InterruptedException {
        agent.launcher().launch()
                .cmds("/bin/sh", "-c", "kill -TERM \"$(cat \"$0\")\"", folder + "/pid")
                .quiet(true).join();
    }

    /** Ends the command and every process that it started. */
    public void stop(Agent agent) throws IOException, InterruptedException {
        controller.stop(agent.workspace(), agent.launcher());
    }

    /** Ends what the command started and left running. */
    public void sweep(Agent agent) throws IOException, InterruptedException {
        agent.launcher().kill(Map.of(MARK, agent.workspace().child(folder).getName()));
    }

    /** How long the command has to put its work in order after {@link #terminate}. */
    public Duration grace() {
        return grace;
    }

    /** The program's name, for messages. */
    public String program() {
        return program;
    }

    private final class Poll implements Runnable {
        private final Agent agent;
        private final LogSink sink;
        private final CompletableFuture<Outcome> end;
        /** The controller that asks; where there is another, that one asks for itself. */
        private final Jenkins jenkins = Jenkins.getInstanceOrNull();
        private long delay = FIRST_POLL_MS;
        private final Consumer<String> told;
        private long awaySince;

        Poll(Agent agent, LogSink sink, CompletableFuture<Outcome> end, Consumer<String> told) {
            this.told = told;
            this.agent = agent;
            this.sink = sink;
            this.end = end;
        }

        @Override
        public void run() {
            if (end.isDone() || Jenkins.getInstanceOrNull() != jenkins) {
                return;
            }
            try {
                FilePath workspace = agent.workspace();
                Integer status = controller.exitStatus(workspace, agent.launcher(), agent.listener());
                tell(workspace);
                controller.writeLog(workspace, sink);
                awaySince = 0;
                if (status != null) {
                    sink.close();
                    cleanUp(workspace);
                    refuseMissing(status);
                    end.complete(new Outcome(status, sink.tail(), null,
                            captured ? workspace.child(folder + "/out") : null));
                    return;
                }
                Background.later(this, delay);
                delay = Math.min(LAST_POLL_MS, delay + delay / 5 + 1);
            } catch (IOException e) {
                away(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end.completeExceptionally(e);
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            }
        }

        private void tell(FilePath workspace) throws IOException, InterruptedException {
            FilePath answer = workspace.child(folder).child(ANSWER);
            if (asked && answer.exists()) {
                asked = false;
                String line = Versions.told(program, answer.readToString());
                if (!line.isEmpty()) {
                    told.accept(line);
                }
            }
        }

        /** The shell ends with these when it cannot start a program. */
        private void refuseMissing(int status) {
            if (configured != null && (status == NOT_FOUND || status == NOT_EXECUTABLE)) {
                throw new StepFailure(program + " cannot be started: Manage Jenkins says that it is " + configured
                        + ", which is " + (status == NOT_FOUND ? "not there" : "no program that may be run")
                        + " on this agent. Correct the path under TaskHub there, or take it away so that PATH is used");
            }
        }

        private void away(IOException problem) {
            long now = System.nanoTime();
            LOGGER.log(Level.FINE, "cannot ask for the state of " + program, problem);
            if (awaySince == 0) {
                awaySince = now;
            } else if (now - awaySince > LONGEST_AWAY_NS) {
                end.completeExceptionally(new StepFailure("the agent has been away for ten minutes; " + program
                        + " may still run there: look at the agent, then run the job again", problem));
                return;
            }
            Background.later(this, AWAY_POLL_MS);
        }

        private void cleanUp(FilePath workspace) throws InterruptedException {
            try {
                controller.cleanup(workspace);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "could not delete the control files of " + program, e);
            }
        }
    }
}
