package io.jenkins.plugins.taskhub.helm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Builds the argument lists of helm, one method a subcommand, for one release. Every value was checked before. */
final class HelmCli {
    private final String release;
    private final String namespace;
    private final String context;

    /** @param context of the kubeconfig; null for its current one */
    HelmCli(String release, String namespace, String context) {
        this.release = release;
        this.namespace = namespace;
        this.context = context;
    }

    /**
     * Where the chart comes from and what it is rendered with.
     *
     * @param chart a folder or archive on the agent, or a repository's or registry's chart
     * @param version of a chart that is not on the agent; null for the newest
     * @param values files in the order in which they override each other
     */
    record Source(String chart, String version, List<String> values) {}

    /**
     * How an upgrade goes about it.
     *
     * @param historyMax how many revisions are kept; null for helm's default
     */
    record Manner(boolean atomic, boolean waits, Duration timeout, boolean createNamespace, Integer historyMax) {}

    /** The version, in short. */
    List<String> version() {
        return List.of("helm", "version", "--short");
    }

    /** What an upgrade would make, as JSON, with the cluster asked and nothing changed. */
    List<String> render(Source source, boolean createNamespace) {
        var arguments = upgradeOf(source);
        if (createNamespace) {
            arguments.add("--create-namespace");
        }
        arguments.addAll(List.of("--dry-run=server", "--output", "json"));
        return List.copyOf(arguments);
    }

    /** The upgrade, or the first installation. */
    List<String> upgrade(Source source, Manner manner, HelmVersion version) {
        var arguments = upgradeOf(source);
        if (manner.createNamespace()) {
            arguments.add("--create-namespace");
        }
        if (manner.historyMax() != null) {
            arguments.addAll(List.of("--history-max", manner.historyMax().toString()));
        }
        if (manner.atomic()) {
            arguments.add(version.rollbackFlag());
        }
        waiting(arguments, manner.waits() || manner.atomic(), manner.timeout());
        return List.copyOf(arguments);
    }

    /** @param revision where to go back to */
    List<String> rollback(int revision, boolean wait, Duration timeout) {
        var arguments = start("rollback", release, Integer.toString(revision));
        waiting(arguments, wait, timeout);
        return List.copyOf(arguments);
    }

    /** Takes away a release whose first installation got stuck. */
    List<String> uninstall(Duration timeout) {
        var arguments = start("uninstall", release);
        waiting(arguments, true, timeout);
        return List.copyOf(arguments);
    }

    /** Runs the chart's tests. */
    List<String> test(Duration timeout, boolean logs) {
        var arguments = start("test", release);
        if (logs) {
            arguments.add("--logs");
        }
        arguments.addAll(List.of("--timeout", seconds(timeout)));
        return List.copyOf(arguments);
    }

    private List<String> upgradeOf(Source source) {
        var arguments = start("upgrade", release, source.chart());
        arguments.add("--install");
        if (source.version() != null) {
            arguments.addAll(List.of("--version", source.version()));
        }
        source.values().forEach(file -> arguments.addAll(List.of("--values", file)));
        return arguments;
    }

    private List<String> start(String... subcommand) {
        var arguments = new ArrayList<String>();
        arguments.add("helm");
        arguments.addAll(List.of(subcommand));
        arguments.addAll(List.of("--namespace", namespace));
        if (context != null) {
            arguments.addAll(List.of("--kube-context", context));
        }
        return arguments;
    }

    private static void waiting(List<String> arguments, boolean wait, Duration timeout) {
        if (wait) {
            arguments.add("--wait");
        }
        arguments.addAll(List.of("--timeout", seconds(timeout)));
    }

    private static String seconds(Duration timeout) {
        return timeout.toSeconds() + "s";
    }
}
