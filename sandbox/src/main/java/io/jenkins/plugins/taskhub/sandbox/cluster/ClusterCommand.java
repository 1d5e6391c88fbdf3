package io.jenkins.plugins.taskhub.sandbox.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;

import io.jenkins.plugins.taskhub.sandbox.CommandFailure;
import io.jenkins.plugins.taskhub.sandbox.tools.Progress;
import io.jenkins.plugins.taskhub.sandbox.tools.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taskhub cluster}: the local Kubernetes cluster and registry. */
@Command(name = "cluster", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = "Starts and stops a local Kubernetes cluster with a registry. With KUBECONFIG or --context a"
                + " cluster of yours is used, and nothing is started.")
public final class ClusterCommand implements Runnable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    /** Kinds of nodes, as users write them. */
    enum NodeKind {
        played, real
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? One of: "
                + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(name = "up", mixinStandardHelpOptions = true,
            description = "Starts the cluster and the registry in the background, and waits until they are ready.")
    int up(@Option(names = "--nodes", defaultValue = "3", paramLabel = "N",
            description = "How many played nodes (default: ${DEFAULT-VALUE}).") int nodes,
            @Option(names = "--node", paramLabel = "KIND", description = "played: nodes without containers, for"
                    + " everybody (the default). real: one node that runs containers, for root on Linux.")
            NodeKind node,
            @Option(names = "--context", paramLabel = "NAME", description = "Use this cluster of yours instead.")
            String context) throws IOException, InterruptedException {
        var users = UserCluster.given(System.getenv(), context);
        if (users.isPresent()) {
            System.out.println("Using your cluster: " + users.get().describe() + ". Nothing was started.");
            return 0;
        }
        if (nodes < 1 || nodes > 100) {
            throw CommandFailure.wrongUsage("--nodes " + nodes + ": expected 1 to 100.");
        }
        var world = LocalWorld.ofUser();
        var before = world.state();
        if (before.isPresent()) {
            System.out.println("Runs already, since " + TIME.format(before.get().started()) + ".");
            print(before.get());
            if (node != null && before.get().real() != (node == NodeKind.real)) {
                throw CommandFailure.failed("Its nodes are of another kind. For --node " + node
                        + " stop it first: taskhub cluster down");
            }
            return 0;
        }
        try (var progress = Progress.onScreen(System.out)) {
            var tools = Tools.ofCheckout();
            WorldState state;
            if (node == NodeKind.real) {
                state = world.startReal(tools, progress);
            } else {
                tools.build(progress);
                state = world.start(tools.cluster(), nodes, progress);
            }
            progress.line("Ready in " + Progress.spoken(Duration.between(state.started(), Instant.now())) + ".");
            print(state);
            System.out.println("To use it: export KUBECONFIG=" + state.kubeconfig());
        }
        return 0;
    }

    @Command(name = "down", mixinStandardHelpOptions = true,
            description = "Stops what 'up' started, and removes its data.")
    int down() throws IOException, InterruptedException {
        System.out.println(LocalWorld.ofUser().stop()
                ? "Stopped; its data is removed." : "Nothing runs here; nothing was stopped.");
        return 0;
    }

    @Command(name = "status", mixinStandardHelpOptions = true,
            description = "Says what runs, since when, and where. Exit code 1 when nothing runs.")
    int status(@Option(names = "--context", paramLabel = "NAME", description = "A cluster of yours.") String context)
            throws IOException {
        var users = UserCluster.given(System.getenv(), context);
        users.ifPresent(own -> System.out.println("Jobs use your cluster: " + own.describe() + "."));
        var state = LocalWorld.ofUser().state();
        if (state.isPresent()) {
            System.out.println("The local cluster runs since " + TIME.format(state.get().started()) + " (process "
                    + state.get().pid() + ").");
            print(state.get());
        } else {
            System.out.println("The local cluster does not run. Start it: taskhub cluster up");
        }
        return users.isPresent() || state.isPresent() ? 0 : 1;
    }

    @Command(name = "kubeconfig", mixinStandardHelpOptions = true,
            description = "Prints the path of the kubeconfig, for KUBECONFIG.")
    int kubeconfig(@Option(names = "--raw", description = "Print the file itself; it holds a private key.")
            boolean raw) throws IOException {
        Optional<Path> local = LocalWorld.ofUser().state().map(WorldState::kubeconfig);
        var file = local.orElseThrow(() -> CommandFailure.failed(
                "The local cluster does not run. Start it: taskhub cluster up"));
        System.out.print(raw ? Files.readString(file) : file + System.lineSeparator());
        return 0;
    }

    private static void print(WorldState state) {
        System.out.printf("  API server  %s%n  registry    %s%n  nodes       %s%n  kubeconfig  %s%n  versions    %s%n",
                state.server(), state.registry(), state.spokenNodes(), state.kubeconfig(),
                state.versions().stream().map(part -> part.name() + " " + part.version())
                        .collect(Collectors.joining(", ")));
    }
}
