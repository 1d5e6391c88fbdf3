package io.jenkins.plugins.taskhub.sandbox;

import java.io.PrintWriter;

import io.jenkins.plugins.taskhub.sandbox.cluster.ClusterCommand;
import io.jenkins.plugins.taskhub.sandbox.demo.DemoCommand;
import io.jenkins.plugins.taskhub.sandbox.run.RunCommand;
import io.jenkins.plugins.taskhub.sandbox.run.StepsCommand;
import io.jenkins.plugins.taskhub.sandbox.tools.ToolsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code taskhub}. Every subcommand is named in {@link Command#subcommands()} and needs nothing else.
 * Exit codes: 0 done, 1 failed, 2 unstable, 3 aborted, {@value #WRONG_USAGE} wrong usage.
 */
@Command(name = "taskhub", mixinStandardHelpOptions = true, version = "taskhub 0.1.0",
        description = "Runs TaskHub's delivery jobs on this machine, without a Jenkins controller.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, StepsCommand.class, ClusterCommand.class, DemoCommand.class, ToolsCommand.class})
public final class Taskhub implements Runnable {
    /** Exit code of a command line that cannot be understood. */
    public static final int WRONG_USAGE = 64;

    @Spec
    private CommandSpec spec;

    /** Entry point of the launcher. */
    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs one command line in this process and returns its exit code. */
    public static int execute(String... args) {
        return commandLine().execute(args);
    }

    /** The whole command line, for the command itself and for what lists or tests it. */
    public static CommandLine commandLine() {
        return new CommandLine(new Taskhub())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? One of: "
                + String.join(", ", spec.subcommands().keySet()));
    }

    private static int wrongUsage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("taskhub: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return WRONG_USAGE;
    }

    private static int failed(Exception e, CommandLine command) {
        if (e instanceof CommandFailure failure) {
            command.getErr().println("taskhub: " + failure.getMessage());
            return failure.exitCode();
        }
        e.printStackTrace(command.getErr());
        return 1;
    }
}
