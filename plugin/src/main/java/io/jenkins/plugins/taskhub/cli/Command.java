package io.jenkins.plugins.taskhub.cli;

import hudson.util.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A command to run on the agent: an argument list, never a pasted string. {@link DurableProcess} alone makes a script
 * of it. Arguments must hold no secret: they are seen in the process list and in a file on the agent; secrets go by
 * {@link #withSecret} into the environment.
 */
public final class Command {
    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Map<String, Secret> secrets;
    private final boolean captured;
    private final boolean quiet;
    private final Duration grace;

    private Command(List<String> arguments, Map<String, String> environment, Map<String, Secret> secrets,
                    boolean captured, boolean quiet, Duration grace) {
        this.arguments = arguments;
        this.environment = environment;
        this.secrets = secrets;
        this.captured = captured;
        this.quiet = quiet;
        this.grace = grace;
    }

    /** @param arguments the program and its arguments; the program is looked up in the agent's {@code PATH} */
    public static Command of(List<String> arguments) {
        if (arguments.isEmpty() || arguments.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("a command needs a program, and no argument may hold a NUL character");
        }
        return new Command(List.copyOf(arguments), Map.of(), Map.of(), false, false, GRACE);
    }

    /** @return the same command with a variable of the environment set */
    public Command with(String variable, String value) {
        return new Command(arguments, added(environment, variable, value), secrets, captured, quiet, grace);
    }

    /** @return the same command with a secret in a variable of the environment; its value is masked in the log */
    public Command withSecret(String variable, Secret value) {
        return new Command(arguments, environment, added(secrets, variable, value), captured, quiet, grace);
    }

    /** @return the same command, its standard output kept apart for {@link Outcome#output}; errors go to the log */
    public Command captured() {
        return new Command(arguments, environment, secrets, true, quiet, grace);
    }

    /** @return the same command that writes nothing to the log; {@link Outcome#tail} has its last lines all the same */
    public Command quiet() {
        return new Command(arguments, environment, secrets, captured, true, grace);
    }

    /** @return the same command with that time to put its work in order once it is asked to end; 40 s else */
    public Command grace(Duration time) {
        return new Command(arguments, environment, secrets, captured, quiet, time);
    }

    /** The program and its arguments. */
    public List<String> arguments() {
        return arguments;
    }

    /** The variables that are no secrets. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The variables that are secrets. */
    public Map<String, Secret> secrets() {
        return secrets;
    }

    /** How long the command has after SIGTERM, before its whole tree is stopped. */
    public Duration grace() {
        return grace;
    }

    boolean isCaptured() {
        return captured;
    }

    boolean isQuiet() {
        return quiet;
    }

    private static <V> Map<String, V> added(Map<String, V> map, String variable, V value) {
        if (!VARIABLE.matcher(variable).matches()) {
            throw new IllegalArgumentException("'" + variable + "' is no name of an environment variable");
        }
        var all = new LinkedHashMap<>(map);
        all.put(variable, value);
        return all;
    }
}
