package io.jenkins.plugins.taskhub.sandbox;

import java.io.Serial;

/** A command cannot go on; the message says what failed, with which value, and what to do. Shown without a trace. */
public final class CommandFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was called in a way that cannot work. */
    public static CommandFailure wrongUsage(String message) {
        return new CommandFailure(Taskhub.WRONG_USAGE, message);
    }

    /** The command was understood, yet what it needs is not there or does not answer. */
    public static CommandFailure failed(String message) {
        return new CommandFailure(1, message);
    }

    /** Exit code of the process. */
    public int exitCode() {
        return exitCode;
    }
}
