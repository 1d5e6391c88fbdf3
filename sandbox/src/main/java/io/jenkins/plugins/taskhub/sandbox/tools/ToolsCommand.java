package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code taskhub tools}: builds programs from Go modules where they are missing. */
@Command(name = "tools", mixinStandardHelpOptions = true,
        description = "Builds programs from Go modules, where they are missing, and prints their paths. Without NAME"
                + " those of the local cluster: a Kubernetes control plane with a registry, and helm. Needs Go; takes"
                + " some minutes once.")
public final class ToolsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", arity = "0..*", description = "What to build; --list shows the names.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Only say what can be built and what is there.")
    private boolean list;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var tools = Tools.ofCheckout();
        if (list) {
            print(tools, names.isEmpty() ? tools.names() : names);
            return 0;
        }
        var wanted = names.isEmpty() ? tools.ofCluster() : names;
        try (var progress = Progress.onScreen(System.err)) {
            tools.build(progress, wanted.toArray(String[]::new));
        }
        print(tools, wanted);
        return 0;
    }

    private static void print(Tools tools, List<String> names) {
        for (var name : names) {
            System.out.printf("%-30s %-19s %s%n", name, tools.version(name), tools.ready(name)
                    ? tools.program(name) : "not built yet: taskhub tools " + name);
        }
    }
}
