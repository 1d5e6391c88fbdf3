package io.jenkins.plugins.taskhub.step;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** One phase of an {@link Engine}: a call, a wait or a question on the controller, a process on the agent. */
public sealed interface Phase {
    /** What is done, for the step's status and for the controller's log. */
    String name();

    /** A call that may be made again: it is, when the controller is restarted in the middle of it. */
    static Phase call(String name, Action action) {
        return new Call(name, action);
    }

    /**
     * Waits without a thread for what {@code begin} started; begun again after a restart of the controller.
     *
     * @param begin its future is cancelled when the step is interrupted; what it completes with is not looked at, so the
     *     engine takes that itself
     */
    static Phase await(String name, Begin begin) {
        return new Await(name, begin);
    }

    /**
     * A process on the agent. A restart of the controller does not end it; it is attached again, and {@code source} is
     * not asked again.
     *
     * @param source makes the command; empty when there is nothing to run
     * @param end judges how it ended; throws a {@link StepFailure} when that is not good
     */
    static Process process(String name, Source source, End end) {
        return new Process(name, source, end, null, Lines.ALL);
    }

    /**
     * A process with a watch that runs beside it.
     *
     * @param watch started with the process, and again when it is attached again
     */
    static Process process(String name, Source source, Watch watch, End end) {
        return new Process(name, source, end, watch, Lines.ALL);
    }

    /**
     * A process whose lines the engine reads, such as those of a log in JSON. After a restart they go on where the saved
     * engine had stopped to read.
     *
     * @param lines called for each line, one at a time
     */
    static Process reading(String name, Source source, Lines lines, End end) {
        return new Process(name, source, end, null, lines);
    }

    /**
     * A question to people by Jenkins' own prompt; no thread waits with them. After a restart of the controller it is made
     * again and posted again, its time goes on, and an answer that was given counts. A rejection ends the step; so does
     * the yes of who started the build, unless the question lets them, and the end of the time. A yes without a text that
     * is needed does not count, and the question is asked again.
     *
     * @param ask makes the question; empty when nobody needs to be asked
     * @param answered takes the first answer that counts; may be called again for the same one
     */
    static Phase question(String name, Ask ask, Answered answered) {
        return new Asked(name, ask, answered);
    }

    /**
     * Processes that run beside each other, each with its own source and end. They are begun in their order. Where one
     * fails, no more are begun, those that run are ended in order, and the step fails with the first failure.
     *
     * @param most how many run at a time; asked when they are begun
     */
    static Phase together(String name, IntSupplier most, List<Process> processes) {
        return new Together(name, most, processes);
    }

    /** Runs on a background thread; asked to end by interruption. */
    record Call(String name, Action action) implements Phase {}

    /** Goes on when something is complete. */
    record Await(String name, Begin begin) implements Phase {}

    /** See {@link Phase#process}. */
    record Process(String name, Source source, End end, Watch watch, Lines lines) implements Phase {}

    /** See {@link Phase#together}. */
    record Together(String name, IntSupplier most, List<Process> processes) implements Phase {}

    /** See {@link Phase#question}. */
    record Asked(String name, Ask ask, Answered answered) implements Phase {}

    /** What a call does. */
    @FunctionalInterface
    interface Action {
        /** @throws StepFailure when it cannot be done, in words */
        void run(Ports ports) throws IOException, InterruptedException;
    }

    /** Begins what is awaited. */
    @FunctionalInterface
    interface Begin {
        /** @throws StepFailure when it cannot be begun, in words */
        CompletableFuture<?> begin(Ports ports) throws IOException, InterruptedException;
    }

    /** Where the command of a process comes from. */
    @FunctionalInterface
    interface Source {
        /** @return the command, or empty to go on with the next phase */
        Optional<Command> command(Ports ports) throws IOException, InterruptedException;
    }

    /** Judges how a process ended. */
    @FunctionalInterface
    interface End {
        /** @throws StepFailure when it did not do its work */
        void ended(Ports ports, Outcome outcome) throws IOException, InterruptedException;
    }

    /** Reads what a process writes. */
    @FunctionalInterface
    interface Lines {
        /** Every line goes to the log as it is. */
        Lines ALL = (ports, line) -> ports.log().detail(line);

        /** @param line masked, without its end */
        void line(Ports ports, String line);
    }

    /** Where a question comes from. */
    @FunctionalInterface
    interface Ask {
        /** @return the question, or empty to go on with the next phase */
        Optional<Question> question(Ports ports) throws IOException, InterruptedException;
    }

    /** Takes an answer. */
    @FunctionalInterface
    interface Answered {
        /** @throws StepFailure when what was approved is not the same any more, in words */
        void answered(Ports ports, Answer answer) throws IOException, InterruptedException;
    }

    /** Looks at something while the process runs, such as the pods of a rollout. */
    @FunctionalInterface
    interface Watch {
        /**
         * Starts to watch and returns at once.
         *
         * @param stop ends the process by SIGTERM; its argument comes back as {@link Outcome#endedFor}
         * @return closed when the process has ended
         */
        AutoCloseable start(Ports ports, Consumer<String> stop) throws IOException, InterruptedException;
    }
}
