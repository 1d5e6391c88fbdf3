package io.jenkins.plugins.taskhub.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Turns an argument list into a script for {@code /bin/sh}: the only place that quotes. */
final class Script {
    private Script() {}

    /**
     * A script that becomes the command by {@code exec}. Its first line begins with {@code #!}, so that the durable
     * task does not trace it.
     *
     * @param arguments the program and its arguments
     * @param pidFile absolute path that gets the number of the process, which is the command's own
     * @param outputFile absolute path that gets standard output, or null to leave it where it is
     */
    static String of(List<String> arguments, String pidFile, String outputFile) {
        return of(arguments, pidFile, outputFile, List.of(), null);
    }

    /**
     * The same, after the program has told where it is and which version it has.
     *
     * @param question the arguments with which it tells its version
     * @param answerFile absolute path that gets the path and the answer, whole or not at all; null to ask nothing
     */
    static String of(List<String> arguments, String pidFile, String outputFile, List<String> question, String answerFile) {
        return "#!/bin/sh\n"
                + "printf '%s\\n' \"$$\" > " + quoted(pidFile) + " || exit 125\n"
                + (answerFile == null ? "" : answer(arguments.get(0), question, answerFile))
                + "exec " + command(arguments) + (outputFile == null ? "" : " > " + quoted(outputFile)) + "\n";
    }

    private static String answer(String program, List<String> question, String file) {
        return "if command -v " + quoted(program) + " > " + quoted(file + ".part") + "; then " + quoted(program) + " "
                + command(question) + " >> " + quoted(file + ".part") + " 2>/dev/null < /dev/null; fi\n"
                + "mv " + quoted(file + ".part") + " " + quoted(file) + "\n";
    }

    /** The arguments as one line for the shell (a quoted newline stays one). */
    static String command(List<String> arguments) {
        return arguments.stream().map(Script::quoted).collect(Collectors.joining(" "));
    }

    /** In single quotes nothing is special to the shell but the single quote itself. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
