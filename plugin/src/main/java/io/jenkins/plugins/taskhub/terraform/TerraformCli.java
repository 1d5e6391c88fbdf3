package io.jenkins.plugins.taskhub.terraform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the argument lists of terraform and tofu, one method a subcommand, for one folder. Every value was checked
 * before; none is a secret.
 */
final class TerraformCli {
    private final String binary;
    private final String dir;

    /**
     * @param binary terraform or tofu
     * @param dir folder with the configuration, relative to the workspace
     */
    TerraformCli(String binary, String dir) {
        this.binary = binary;
        this.dir = dir;
    }

    /**
     * How a plan is made.
     *
     * @param varFiles absolute paths on the agent, in the order in which they override each other
     * @param targets resource addresses; none for all
     * @param refreshOnly looks only at what changed outside of Terraform
     */
    record PlanOptions(List<String> varFiles, List<String> targets, boolean refreshOnly, Manner manner) {}

    /**
     * How an operation goes about it.
     *
     * @param lockTimeout how long a held state lock is waited for
     * @param parallelism how many resources at a time; null for terraform's default
     */
    record Manner(Duration lockTimeout, Integer parallelism) {}

    /** The program's name. */
    String binary() {
        return binary;
    }

    /** The version, as JSON. */
    static List<String> version(String binary) {
        return List.of(binary, "version", "-json");
    }

    /** @param backendConfig absolute path on the agent of a file with settings of the backend; null for none */
    List<String> init(String backendConfig, Duration lockTimeout) {
        var arguments = start("init", "-input=false", "-no-color", "-lock-timeout=" + seconds(lockTimeout));
        if (backendConfig != null) {
            arguments.add("-backend-config=" + backendConfig);
        }
        return List.copyOf(arguments);
    }

    /** Selects a workspace, and makes it where there is none of that name. */
    List<String> workspace(String name) {
        return List.copyOf(start("workspace", "select", "-no-color", "-or-create=true", name));
    }

    /** Judges the configuration, as JSON. */
    List<String> validate() {
        return List.copyOf(start("validate", "-no-color", "-json"));
    }

    /** @param file absolute path on the agent that gets the plan; its values are in clear in it */
    List<String> plan(String file, PlanOptions options) {
        var arguments = start("plan", "-input=false", "-no-color", "-json", "-detailed-exitcode", "-out=" + file);
        manner(arguments, options.manner());
        if (options.refreshOnly()) {
            arguments.add("-refresh-only");
        }
        options.varFiles().forEach(varFile -> arguments.add("-var-file=" + varFile));
        options.targets().forEach(target -> arguments.add("-target=" + target));
        return List.copyOf(arguments);
    }

    /** A plan as JSON, with its values in clear. */
    List<String> show(String file) {
        return List.copyOf(start("show", "-no-color", "-json", file));
    }

    /** Applies a plan as it is; it holds its variables and targets. */
    List<String> apply(String file, Manner manner) {
        var arguments = start("apply", "-input=false", "-no-color", "-json");
        manner(arguments, manner);
        arguments.add(file);
        return List.copyOf(arguments);
    }

    /** The outputs of the state as JSON, sensitive ones in clear. */
    List<String> outputs() {
        return List.copyOf(start("output", "-no-color", "-json"));
    }

    /** How a person takes a lock away. */
    String forceUnlock(String id) {
        return binary + " -chdir=" + dir + " force-unlock " + id;
    }

    private List<String> start(String... subcommand) {
        var arguments = new ArrayList<String>();
        arguments.add(binary);
        arguments.add("-chdir=" + dir);
        arguments.addAll(List.of(subcommand));
        return arguments;
    }

    private static void manner(List<String> arguments, Manner manner) {
        arguments.add("-lock-timeout=" + seconds(manner.lockTimeout()));
        if (manner.parallelism() != null) {
            arguments.add("-parallelism=" + manner.parallelism());
        }
    }

    private static String seconds(Duration span) {
        return span.toSeconds() + "s";
    }
}
